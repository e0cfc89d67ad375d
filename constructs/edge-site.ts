import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { Certificate } from "./certificate";
import type { LoadBalancer } from "./load-balancer";
import { TargetGroup } from "./target-group";

export interface EdgeSiteProps {
  readonly vpcId: string;
  /** Of the target group; at most 32 characters. */
  readonly name: string;
  readonly clusterName: string;
  /** Of the pods. */
  readonly port: number;
  readonly healthCheckPath: string;
  /** Host name that leads here instead of to Langfuse. */
  readonly domain: string;
  readonly zoneId: string;
  readonly certificate: { readonly kind: "create" } | { readonly kind: "existing"; readonly arn: string };
  readonly loadBalancer: Pick<LoadBalancer, "listenerArn" | "dnsName" | "zoneId">;
}

/** A second host on the load balancer: behind the same door, firewall and logs, with a certificate, a name and pods of its
 *  own. Browsers keep its cookies apart from those of the first.
 *  Cost: none beside its share of the load balancer. */
export class EdgeSite extends Construct {
  readonly targetGroupArn: string;

  constructor(scope: Construct, id: string, props: EdgeSiteProps) {
    super(scope, id);
    const { domain, zoneId, certificate, loadBalancer, ...target } = props;
    this.targetGroupArn = new TargetGroup(this, "targets", target).arn;
    const certificateArn =
      certificate.kind === "existing"
        ? certificate.arn
        : new Certificate(this, "certificate", { domain, zoneId }).arn;
    const { listenerArn, dnsName, zoneId: aliasZoneId } = loadBalancer;
    new LbListenerCertificate(this, "listener-certificate", { listenerArn, certificateArn });
    new LbListenerRule(this, "rule", {
      listenerArn,
      priority: 10,
      condition: [{ hostHeader: { values: [domain] } }],
      action: [{ type: "forward", targetGroupArn: this.targetGroupArn }],
    });
    new Route53Record(this, "address", {
      zoneId,
      name: domain,
      type: "A",
      alias: { name: dnsName, zoneId: aliasZoneId, evaluateTargetHealth: false },
    });
  }
}
