import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Account } from "../constructs/account";
import { operatorSecurityGroup, workloadSecurityGroup } from "../constructs/client-groups";
import { FlowLog } from "../constructs/flow-log";
import { InterfaceEndpoints } from "../constructs/interface-endpoints";
import { logsKey } from "../constructs/logs-key";
import { S3Gateway } from "../constructs/s3-gateway";
import { Vpc, type VpcHandle, type VpcProps, type VpcSubnets } from "../constructs/vpc";
import type { Environment } from "../environments/schema";
import { BaseStack } from "./base-stack";

/** What everything else stands on: the private network and the public edge. */
export class NetworkStack extends BaseStack {
  readonly vpc: VpcHandle;
  /** Key of every CloudWatch log group of the environment. */
  readonly logsKeyArn: string;
  private readonly account: Account;

  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "network");
    const { network, accountId, region, protectData } = environment;
    this.account = { accountId, region };
    this.logsKeyArn = logsKey(this, "logs-key", {
      account: this.account,
      name: `${this.prefix}-logs`,
      protect: protectData,
    }).arn;
    this.vpc = network.vpc.kind === "create" ? this.ownVpc(network.vpc) : this.existingVpc(network.vpc);
  }

  private ownVpc({ cidr, nat }: Pick<VpcProps, "cidr" | "nat">): VpcHandle {
    const { account, prefix: name } = this;
    const { network, zones } = this.environment;
    const vpc = new Vpc(this, "vpc", { name, cidr, nat, zones });
    const { vpcId, privateSubnetIds } = vpc.subnets;
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
    const handle = this.withSecurityGroups(vpc.subnets);
    if (network.interfaceEndpoints.length > 0)
      new InterfaceEndpoints(this, "endpoints", {
        account,
        vpcId,
        subnetIds: privateSubnetIds,
        name: `${name}-endpoints`,
        services: network.interfaceEndpoints,
        clients: {
          workload: { securityGroupId: handle.workloadSecurityGroupId },
          operator: { securityGroupId: handle.operatorSecurityGroupId },
        },
      });
    return handle;
  }

  /** A VPC of others stays as it is: no route, endpoint, flow log or default group of it is touched. Its owner has in
   *  place: DNS support and DNS host names; the subnets with the routes that `environments/schema` asks for; an S3
   *  gateway endpoint on the private and data tables; interface endpoints, if any, that admit both groups below. */
  private existingVpc({ vpcId, publicSubnetIds, privateSubnetIds, dataSubnetIds }: VpcSubnets): VpcHandle {
    return this.withSecurityGroups({ vpcId, publicSubnetIds, privateSubnetIds, dataSubnetIds });
  }

  private withSecurityGroups(subnets: VpcSubnets): VpcHandle {
    const { vpcId } = subnets;
    const workload = workloadSecurityGroup(this, "workload", { vpcId, name: `${this.prefix}-workload` });
    const operator = operatorSecurityGroup(this, "operator", { vpcId, name: `${this.prefix}-operator` });
    new TerraformOutput(this, "operator-security-group-id", {
      value: operator.id,
      description: "Attach to runners and sessions that deploy from inside the VPC",
    });
    return { ...subnets, workloadSecurityGroupId: workload.id, operatorSecurityGroupId: operator.id };
  }
}
