import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface LogGroupProps {
  /** Some services demand a prefix: `aws-waf-logs-` for the firewall, `/aws/eks/<cluster>/cluster` for the cluster. */
  readonly name: string;
  readonly retentionInDays: number;
  /** Key whose policy lets CloudWatch Logs use it for groups of this account; see `constructs/logs-key.ts`. */
  readonly keyArn: string;
}

/** An encrypted log group that forgets; made before its writer, because AWS services would create one that never does.
 *  Cost: 0.57 USD per GB written and 0.03 per GB and month in eu-west-1 (aws.amazon.com/cloudwatch/pricing, 2026-11). */
export class LogGroup extends Construct implements ITerraformDependable {
  /** A writer that names no group waits for it with `dependsOn: [group]`. */
  readonly fqn: string;
  readonly arn: string;
  readonly name: string;
  /** For the `dependsOn` of a writer that does not take the group's name. */
  readonly group: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "group", {
      name: props.name,
      retentionInDays: props.retentionInDays,
      kmsKeyId: props.keyArn,
    });
    this.fqn = group.fqn;
    this.arn = group.arn;
    this.name = group.name;
    this.group = group;
  }
}
