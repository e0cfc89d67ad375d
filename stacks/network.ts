import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Account } from "../constructs/account";
import { AccountWatch, type AccountWatchProps } from "../constructs/account-watch";
import { AlarmTopic } from "../constructs/alarm-topic";
import { trailArn } from "../constructs/audit-trail";
import { bootstrapNames } from "../constructs/bootstrap-names";
import { operatorSecurityGroup, workloadSecurityGroup } from "../constructs/client-groups";
import { Edge, type EdgeHandle } from "../constructs/edge";
import { FlowLog } from "../constructs/flow-log";
import { existingVpc, type Ground } from "../constructs/ground";
import { InterfaceEndpoints } from "../constructs/interface-endpoints";
import { logsKey } from "../constructs/logs-key";
import { runbooksUrl } from "../constructs/runbooks";
import { S3Gateway } from "../constructs/s3-gateway";
import type { SecurityGroup } from "../constructs/security-group";
import { Vpc, type VpcHandle, type VpcProps } from "../constructs/vpc";
import type { Environment } from "../environments/schema";
import { BaseStack } from "./base-stack";

/** What everything else stands on: the private network and the public edge. */
export class NetworkStack extends BaseStack {
  readonly vpc: VpcHandle;
  readonly edge: EdgeHandle;
  /** Key of every CloudWatch log group of the environment. */
  readonly logsKeyArn: string;
  /** Where AWS's own alarms go. Here and not with the rest of observability, because they are for the case that the
   *  cluster is gone: this stack changes while there is none. */
  readonly alarmTopicArn: string;
  private readonly account: Account;

  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "network");
    const { network, accountId, region, protectData } = environment;
    this.account = { accountId, region };
    this.logsKeyArn = logsKey(this, "logs-key", {
      account: this.account,
      name: `${this.prefix}-logs`,
      trailArn:
        environment.auditTrail.kind === "create" ? trailArn(this.account, this.trailName()) : undefined,
      protect: protectData,
    }).arn;
    this.alarmTopicArn = new AlarmTopic(this, "alarms", {
      account: this.account,
      name: `${this.prefix}-alarms`,
      alarmPrefix: `${this.prefix}-`,
      emails: environment.observability.alarmEmails,
      protect: protectData,
    }).arn;
    this.watchTheAccount();
    const ground = network.vpc.kind === "create" ? this.ownVpc(network.vpc) : existingVpc(network.vpc);
    const { vpcId } = ground.subnets;
    const workload = workloadSecurityGroup(this, "workload", { vpcId, name: `${this.prefix}-workload` });
    const operator = operatorSecurityGroup(this, "operator", { vpcId, name: `${this.prefix}-operator` });
    this.interfaceEndpoints(ground, { workload, operator });
    const edge = this.publicEdge(ground, workload);
    this.vpc = {
      ...ground.subnets,
      networks: ground.networks,
      workloadSecurityGroupId: workload.id,
      operatorSecurityGroupId: operator.id,
    };
    this.edge = edge.handle;
    this.tellHumans(edge, operator);
  }

  private trailName(): string {
    return `${this.prefix}-audit`;
  }

  /** Here because it needs the topic, and of everything else the name. */
  private watchTheAccount(): void {
    const { account, prefix, environment, alarmTopicArn: topicArn } = this;
    const backupsBucket = `${prefix}-backups-${account.accountId}`;
    new AccountWatch(this, "account", {
      account,
      prefix,
      topicArn,
      runbooksUrl: runbooksUrl(environment.delivery.repository),
      trail: this.trail(backupsBucket),
      instance: `${prefix}-postgres`,
      backupsBucket,
      deployRoleArn: bootstrapNames(prefix, account).deployRoleArn,
      backupRoleArn: `arn:aws:iam::${account.accountId}:role/${prefix}-clickhouse`,
      copiesRegion: environment.disasterRecovery?.region,
      makeIn: (region, scope) => this.makeIn(region, scope),
    });
  }

  private trail(backupsBucket: string): AccountWatchProps["trail"] {
    const { account, prefix, logsKeyArn: keyArn } = this;
    const { auditTrail, blobs, protectData: protect } = this.environment;
    if (auditTrail.kind === "existing") return auditTrail.trailArn;
    return {
      account,
      keyArn,
      protect,
      name: this.trailName(),
      bucketName: `${prefix}-audit-logs-${account.accountId}`,
      days: auditTrail.days,
      noncurrentDays: blobs.noncurrentDays,
      deletionsIn: auditTrail.backupDeletions ? `arn:aws:s3:::${backupsBucket}` : undefined,
    };
  }

  private ownVpc({ cidr, nat }: Pick<VpcProps, "cidr" | "nat">): Ground {
    const { account, prefix: name } = this;
    const { network, zones } = this.environment;
    const vpc = new Vpc(this, "vpc", { name, cidr, nat, zones });
    const { vpcId } = vpc.subnets;
    new FlowLog(this, "flow-log", {
      account,
      vpcId,
      name: `${name}-vpc-flow-log`,
      retentionInDays: network.logDays,
      keyArn: this.logsKeyArn,
    });
    new S3Gateway(this, "s3-gateway", {
      account,
      vpcId,
      routeTableIds: vpc.internalRouteTableIds,
      name: `${name}-s3`,
      bucketPrefix: `${name}-`,
    });
    return vpc;
  }

  /** None in a VPC of others: the schema leaves them to its owner. */
  private interfaceEndpoints({ subnets }: Ground, clients: Readonly<Record<string, SecurityGroup>>): void {
    const { interfaceEndpoints: services } = this.environment.network;
    if (services.length === 0) return;
    new InterfaceEndpoints(this, "endpoints", {
      account: this.account,
      vpcId: subnets.vpcId,
      subnetIds: subnets.privateSubnetIds,
      name: `${this.prefix}-endpoints`,
      services,
      clients,
    });
  }

  private publicEdge({ subnets, natNetworks }: Ground, workload: SecurityGroup): Edge {
    const { network, edge, grafana, maskingGateway, protectData } = this.environment;
    const { exposure, ...settings } = edge;
    const internal = exposure === "internal";
    return new Edge(this, "edge", {
      ...settings,
      grafana:
        grafana.exposure === "load-balancer"
          ? { domain: grafana.domain, certificate: grafana.certificate }
          : undefined,
      maskingGateway: maskingGateway.kind,
      account: this.account,
      alarmTopicArn: this.alarmTopicArn,
      name: this.prefix,
      vpcId: subnets.vpcId,
      subnetIds: internal ? subnets.privateSubnetIds : subnets.publicSubnetIds,
      internal,
      workload,
      clusterName: this.prefix,
      platformNetworks: internal ? [network.vpc.cidr] : natNetworks,
      logBucketName: `${this.prefix}-edge-logs-${this.account.accountId}`,
      retentionInDays: network.logDays,
      logsKeyArn: this.logsKeyArn,
      protect: protectData,
    });
  }

  private tellHumans({ handle, loadBalancerDnsName, nameServers }: Edge, operator: SecurityGroup): void {
    new TerraformOutput(this, "url", { value: handle.url, description: "Where Langfuse is" });
    new TerraformOutput(this, "load-balancer-dns-name", {
      value: loadBalancerDnsName,
      description: "What the URL's host name resolves to",
    });
    new TerraformOutput(this, "operator-security-group-id", {
      value: operator.id,
      description: "Attach to runners and sessions that deploy from inside the VPC",
    });
    if (nameServers !== undefined)
      new TerraformOutput(this, "name-servers", {
        value: nameServers,
        description: "What the parent zone must delegate to; the certificate waits for it",
      });
  }
}
