import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";

export interface DnsZoneProps {
  /** For example `dev.example.com`. */
  readonly name: string;
  /** Only Amazon may issue certificates for names of the zone. */
  readonly amazonCertificatesOnly: boolean;
  /** Refuse to destroy the zone: its name servers change with a new one, and the parent delegates to the old. */
  readonly protect: boolean;
}

/** A public zone of our own. The parent must delegate to its name servers before anything in it can be found, so the
 *  first deployment waits at the certificate until that is done; the zone exists from its first minutes on.
 *  Cost: 0.50 USD a month and 0.40 per million queries (aws.amazon.com/route53/pricing, 2026-11). */
export class DnsZone extends Construct {
  readonly zoneId: string;
  readonly nameServers: readonly string[];

  constructor(scope: Construct, id: string, props: DnsZoneProps) {
    super(scope, id);
    const zone = new Route53Zone(this, "zone", {
      name: props.name,
      comment: "Public names of Langfuse",
      lifecycle: { preventDestroy: props.protect },
    });
    if (props.amazonCertificatesOnly)
      new Route53Record(this, "caa", {
        zoneId: zone.zoneId,
        name: props.name,
        type: "CAA",
        ttl: 3600,
        records: ['0 issue "amazon.com"', '0 issuewild ";"'],
      });
    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
  }
}
