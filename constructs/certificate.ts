import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface CertificateProps {
  /** The one name it is for. */
  readonly domain: string;
  /** Public zone that answers for the domain; AWS reads the proof of ownership there, now and at each renewal. */
  readonly zoneId: string;
}

/** A public certificate that AWS renews by itself as long as its validation record stays.
 *  Cost: none. */
export class Certificate extends Construct {
  /** Known as soon as the certificate is issued, so that a listener waits for it. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const certificate = new AcmCertificate(this, "certificate", {
      domainName: props.domain,
      validationMethod: "DNS",
      options: { certificateTransparencyLoggingPreference: "ENABLED" },
      // A listener always has a certificate: the new one is there before the old one goes.
      lifecycle: { createBeforeDestroy: true },
      tags: { Name: props.domain },
    });
    const proof = certificate.domainValidationOptions.get(0);
    const record = new Route53Record(this, "validation-record", {
      zoneId: props.zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
      // The same account and domain always give the same record; an older certificate may have left it.
      allowOverwrite: true,
    });
    this.arn = new AcmCertificateValidation(this, "validation", {
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn],
    }).certificateArn;
  }
}
