import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { Account } from "./account";
import { type AllowList, unionOf } from "./allow-list";
import { Certificate } from "./certificate";
import { DnsZone } from "./dns-zone";
import { EdgeAlarms } from "./edge-alarms";
import { EdgeGateway, gatewayTargets } from "./edge-gateway";
import { EdgeSite, type EdgeSiteProps } from "./edge-site";
import { Firewall } from "./firewall";
import { langfuse } from "./langfuse";
import { LoadBalancer } from "./load-balancer";
import { loadBalancerLogs } from "./load-balancer-logs";
import { observability } from "./observability";
import type { SecurityGroup } from "./security-group";
import { TargetGroup } from "./target-group";

/** The public face, as other stacks see it. */
export interface EdgeHandle {
  /** For example `https://langfuse.example.com`; a plain value. */
  readonly url: string;
  /** Target group that a `TargetGroupBinding` fills with the addresses of web pods. */
  readonly targetGroupArn: string;
  /** The same for Grafana's pods.
   *  @default - Grafana is not at the edge */
  readonly grafanaTargetGroupArn?: string;
  /** The same for the masking gateway's pods.
   *  @default - what applications write goes to web */
  readonly maskingTargetGroupArn?: string;
}

export interface EdgeProps {
  readonly account: Account;
  /** Where AWS's own alarms go. */
  readonly alarmTopicArn: string;
  /** Name of the load balancer and first part of its companions' names; at most 28 characters. */
  readonly name: string;
  readonly vpcId: string;
  /** Of the load balancer. */
  readonly subnetIds: readonly string[];
  /** The load balancer has private addresses only. */
  readonly internal: boolean;
  readonly workload: SecurityGroup;
  readonly clusterName: string;
  /** Host name of the user interface and of the API. */
  readonly domain: string;
  readonly zone:
    | { readonly kind: "create"; readonly name: string }
    | { readonly kind: "existing"; readonly zoneId: string };
  readonly certificate: { readonly kind: "create" } | { readonly kind: "existing"; readonly arn: string };
  /** Host name and certificate of Grafana.
   *  @default - Grafana is not at the edge */
  readonly grafana?: Pick<EdgeSiteProps, "domain" | "certificate">;
  /** The masking gateway before whatever applications write; a `standby` gets no request yet. */
  readonly maskingGateway: "none" | "standby" | "enforced";
  readonly interfaceAllowList: AllowList;
  readonly ingestionAllowList: AllowList;
  /** Networks from which the platform itself comes to its own door, such as the canary through NAT. */
  readonly platformNetworks: readonly string[];
  readonly requestsPerFiveMinutes: number;
  readonly logBucketName: string;
  /** Days of load balancer and firewall logs. */
  readonly retentionInDays: number;
  /** Key of log groups; see `constructs/logs-key.ts`. */
  readonly logsKeyArn: string;
  /** Refuse to delete the load balancer, its logs and a zone of our own. */
  readonly protect: boolean;
}

/** Everything between the internet and the web pods: name, certificate, firewall, load balancer. */
export class Edge extends Construct {
  readonly handle: EdgeHandle;
  readonly loadBalancerDnsName: string;
  /** What the parent zone must delegate to, when the zone is ours. */
  readonly nameServers: readonly string[] | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeProps,
  ) {
    super(scope, id);
    const { vpcId, name, clusterName, domain } = props;
    const zone = this.zone();
    const targets = new TargetGroup(this, "web", {
      vpcId,
      name: `${name}-web`,
      port: langfuse.webPort,
      // Fails from the moment a pod is told to stop; `/api/public/health` would keep sending it requests.
      healthCheckPath: "/api/public/ready",
      clusterName,
    });
    const gateway = props.maskingGateway === "none" ? undefined : gatewayTargets(this, props);
    const balancer = this.loadBalancer(this.certificateArn(zone.zoneId), targets, gateway);
    if (gateway) new EdgeGateway(this, "past-masking-gateway", { balancer, web: targets, ...props });
    this.protectWithFirewall(balancer.arn);
    new EdgeAlarms(this, "alarms", {
      name,
      topicArn: props.alarmTopicArn,
      loadBalancer: balancer.arnSuffix,
      targetGroup: targets.arnSuffix,
      gatewayTargetGroup: props.maskingGateway === "enforced" ? gateway?.arnSuffix : undefined,
    });
    new Route53Record(this, "address", {
      zoneId: zone.zoneId,
      name: domain,
      type: "A",
      alias: { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false },
    });
    const grafanaTargetGroupArn = this.grafana(zone.zoneId, balancer)?.targetGroupArn;
    this.handle = {
      url: `https://${domain}`,
      targetGroupArn: targets.arn,
      grafanaTargetGroupArn,
      maskingTargetGroupArn: gateway?.arn,
    };
    this.loadBalancerDnsName = balancer.dnsName;
    this.nameServers = zone.nameServers;
  }

  private zone(): { readonly zoneId: string; readonly nameServers?: readonly string[] } {
    const { zone, certificate, protect } = this.props;
    if (zone.kind === "existing") return { zoneId: zone.zoneId };
    // An existing certificate may come from another authority, which must be able to renew it.
    const amazonCertificatesOnly = certificate.kind === "create";
    return new DnsZone(this, "zone", { name: zone.name, amazonCertificatesOnly, protect });
  }

  private certificateArn(zoneId: string): string {
    const { certificate, domain } = this.props;
    if (certificate.kind === "existing") return certificate.arn;
    return new Certificate(this, "certificate", { domain, zoneId }).arn;
  }

  private grafana(zoneId: string, loadBalancer: LoadBalancer): EdgeSite | undefined {
    const { vpcId, name, clusterName, grafana } = this.props;
    if (!grafana) return undefined;
    return new EdgeSite(this, "grafana", {
      vpcId,
      name: `${name}-grafana`,
      clusterName,
      port: observability.grafana.port,
      healthCheckPath: "/api/health",
      zoneId,
      loadBalancer,
      ...grafana,
    });
  }

  private loadBalancer(certificateArn: string, web: TargetGroup, gateway?: TargetGroup): LoadBalancer {
    const enforced = this.props.maskingGateway === "enforced" ? gateway : undefined;
    const { vpcId, subnetIds, name, internal, workload, protect } = this.props;
    const { account, logBucketName: bucketName, retentionInDays } = this.props;
    const { interfaceAllowList, ingestionAllowList, platformNetworks } = this.props;
    return new LoadBalancer(this, "load-balancer", {
      vpcId,
      subnetIds,
      name,
      internal,
      certificateArn,
      targetGroupArn: (enforced ?? web).arn,
      standbyTargetGroupArn: enforced ? undefined : gateway?.arn,
      clients: unionOf(interfaceAllowList, ingestionAllowList, platformNetworks),
      workload,
      logs: loadBalancerLogs(this, "logs", { account, bucketName, retentionInDays, protect }),
      protect,
    });
  }

  private protectWithFirewall(loadBalancerArn: string): void {
    const { account, name, retentionInDays, logsKeyArn: keyArn, grafana } = this.props;
    const { interfaceAllowList, ingestionAllowList, platformNetworks } = this.props;
    new Firewall(this, "firewall", {
      account,
      name,
      loadBalancerArn,
      interfaceAllowList: unionOf(interfaceAllowList, platformNetworks),
      interfaceHosts: grafana ? [grafana.domain] : [],
      ingestionAllowList: unionOf(ingestionAllowList, platformNetworks),
      requestsPerFiveMinutes: this.props.requestsPerFiveMinutes,
      retentionInDays,
      keyArn,
    });
  }
}
