import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { AccountAlarms } from "./account-alarms";
import type { Watched } from "./account-calls";
import { AuditTrail, type AuditTrailProps } from "./audit-trail";
import type { EventAlarmProps } from "./event-alarm";
import { ForwardedEvents } from "./forwarded-events";
import { ForwardingRole } from "./forwarding-role";
import { ServiceEvents } from "./service-events";

export interface AccountWatchProps extends Watched, Pick<EventAlarmProps, "topicArn" | "runbooksUrl"> {
  /** One to make, or the ARN of one that records the account already. */
  readonly trail: string | AuditTrailProps;
  /** Identifier of the RDS instance. */
  readonly instance: string;
  /** Region of the copies.
   *  @default - there are none */
  readonly copiesRegion?: string;
  /** Makes whatever is below a scope in another region. */
  readonly makeIn: (region: string, scope: Construct) => void;
}

/** Where AWS tells what people do with IAM and how they sign in, wherever they are
 *  (docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html, 2026-11). */
const GLOBAL_REGION = "us-east-1";

/** Records what happens in the account, and mails what somebody should know of it the same hour.
 *  Cost: that of the trail, and 1 USD per million calls that come from other regions, which is nothing
 *  (aws.amazon.com/eventbridge/pricing, 2026-11). */
export class AccountWatch extends Construct {
  constructor(scope: Construct, id: string, props: AccountWatchProps) {
    super(scope, id);
    const { trail, instance, copiesRegion, makeIn, ...watched } = props;
    new TerraformOutput(scope, "audit-trail", {
      value: typeof trail === "string" ? trail : new AuditTrail(this, "audit", trail).arn,
      description: "The trail of CloudTrail whose records become mails about the account",
    });
    const { topicArn, runbooksUrl, prefix } = watched;
    new ServiceEvents(this, "services", { topicArn, runbooksUrl, name: prefix, instance });
    new AccountAlarms(this, "calls", watched);
    this.forward(props);
  }

  private forward({ account, prefix, copiesRegion, makeIn }: AccountWatchProps): void {
    const places = [
      { id: "global", region: GLOBAL_REGION, services: ["iam", "signin"] },
      ...(copiesRegion
        ? [{ id: "copies", region: copiesRegion, services: ["backup", "kms", "rds", "s3", "secretsmanager"] }]
        : []),
    ].filter(({ region }) => region !== account.region);
    if (places.length === 0) return;
    const { arn: roleArn, busArn } = new ForwardingRole(this, "forwarding", {
      account,
      name: `${prefix}-forward-events`,
      rulePrefix: `${prefix}-forward-`,
    });
    for (const { id, region, services } of places)
      makeIn(
        region,
        new ForwardedEvents(this, id, { name: `${prefix}-forward-${id}`, services, busArn, roleArn }),
      );
  }
}
