import { Ec2ManagedPrefixList } from "@cdktf/provider-aws/lib/ec2-managed-prefix-list";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener, type LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import type { AllowList } from "./allow-list";
import type { Bucket } from "./bucket";
import { langfuse } from "./langfuse";
import { LOG_PREFIXES } from "./load-balancer-logs";
import { SecurityGroup, type SecurityGroupRule } from "./security-group";
import { PATIENCE_SECONDS } from "./target-group";

export interface LoadBalancerProps {
  readonly vpcId: string;
  /** Public ones for an internet-facing load balancer, private ones for an internal one. */
  readonly subnetIds: readonly string[];
  readonly name: string;
  /** Has private addresses only. */
  readonly internal: boolean;
  readonly certificateArn: string;
  /** Where requests go for which no rule says otherwise. */
  readonly targetGroupArn: string;
  /** Pods whose health is asked and who get no request yet: a group of which no listener knows is asked nothing, and pods
   *  that wait for its word would never be ready.
   *  @default - none */
  readonly standbyTargetGroupArn?: string;
  /** Who may connect at all; the firewall tells them apart by path. */
  readonly clients: AllowList;
  /** Group of the nodes on which web pods run. */
  readonly workload: SecurityGroup;
  /** See `constructs/load-balancer-logs.ts`. */
  readonly logs: Bucket;
  /** Refuse to delete it. */
  readonly protect: boolean;
}

/** TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only, and post-quantum key exchange for clients
 *  that know it; AWS's console proposes it, its API would choose one with TLS 1.0.
 *  docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** The door: HTTPS for those on the lists, a redirect for those who ask without, and the ways on, to pods.
 *  IPv4 only, because the lists are: with IPv6 a browser on a listed network would come from an address that is not.
 *  Cost: 18 USD a month and about 6 per unit of load (eu-west-1, aws.amazon.com/elasticloadbalancing/pricing, 2026-11). */
export class LoadBalancer extends Construct {
  readonly arn: string;
  /** Last part of the ARN, as CloudWatch knows it. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  /** Listener of HTTPS, for further rules. */
  readonly listenerArn: string;
  readonly securityGroup: SecurityGroup;
  /** Zone of `dnsName`, for alias records. */
  readonly zoneId: string;

  /** @throws when the subnets are in fewer than two zones */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LoadBalancerProps,
  ) {
    super(scope, id);
    const { name, subnetIds, internal, protect, logs } = props;
    if (subnetIds.length < 2)
      throw new Error(
        `load balancer '${name}' needs ${internal ? "private" : "public"} subnets in two zones, not ${subnetIds.length}; add them to 'network.vpc' or change 'edge.exposure'`,
      );
    this.securityGroup = this.accessGroup();
    const log = (prefix: string) => ({ bucket: logs.name, prefix, enabled: true });
    const balancer = new Lb(this, "balancer", {
      name,
      internal,
      loadBalancerType: "application",
      ipAddressType: "ipv4",
      subnets: [...subnetIds],
      securityGroups: [this.securityGroup.id],
      idleTimeout: PATIENCE_SECONDS,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      xffHeaderProcessingMode: "append",
      enableWafFailOpen: false,
      enableZonalShift: true,
      enableDeletionProtection: protect,
      accessLogs: log(LOG_PREFIXES.access),
      connectionLogs: log(LOG_PREFIXES.connections),
      healthCheckLogs: log(LOG_PREFIXES.healthChecks),
      tags: { Name: name },
    });
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.listenerArn = this.listen();
  }

  private accessGroup(): SecurityGroup {
    const { vpcId, name, workload } = this.props;
    const group = new SecurityGroup(this, "access", {
      vpcId,
      name: `${name}-edge`,
      description: "Load balancer of Langfuse",
    });
    const clients = this.clients();
    group.allowFrom("https", { description: "Interface and API", port: 443, peer: clients });
    group.allowFrom("http", { description: "Redirect to HTTPS", port: 80, peer: clients });
    group.allowTo("web", {
      description: "Web pods",
      port: langfuse.webPort,
      peer: { securityGroupId: workload.id },
    });
    workload.allowFrom("load-balancer", {
      description: "Requests to web pods",
      port: langfuse.webPort,
      peer: { securityGroupId: group.id },
    });
    return group;
  }

  private clients(): SecurityGroupRule["peer"] {
    const { name, clients } = this.props;
    if (clients === "anyone") return { cidr: "0.0.0.0/0" };
    const list = new Ec2ManagedPrefixList(this, "clients", {
      name: `${name}-edge-clients`,
      addressFamily: "IPv4",
      maxEntries: clients.length,
      entry: clients.map((cidr) => ({ cidr })),
      // When the list gives way to `anyone`, the rules let go of it before it goes.
      lifecycle: { createBeforeDestroy: true },
    });
    return { prefixListId: list.id };
  }

  private listen(): string {
    const https = new LbListener(this, "https", {
      loadBalancerArn: this.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn: this.props.certificateArn,
      routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000; includeSubDomains",
      routingHttpResponseServerEnabled: false,
      defaultAction: [this.forward()],
    });
    new LbListener(this, "http", {
      loadBalancerArn: this.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
    });
    return https.arn;
  }

  private forward(): LbListenerDefaultAction {
    const { targetGroupArn, standbyTargetGroupArn } = this.props;
    if (standbyTargetGroupArn === undefined) return { type: "forward", targetGroupArn };
    const targetGroup = [
      { arn: targetGroupArn, weight: 1 },
      { arn: standbyTargetGroupArn, weight: 0 },
    ];
    return { type: "forward", forward: { targetGroup } };
  }
}
