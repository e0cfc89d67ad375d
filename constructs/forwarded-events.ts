import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { patternText } from "./event-pattern";

export interface ForwardedEventsProps {
  /** Of the rule. */
  readonly name: string;
  /** Services whose calls are sent, for example `iam`. */
  readonly services: readonly string[];
  /** Of the region that they are sent to. */
  readonly busArn: string;
  /** Lets EventBridge write to the bus. */
  readonly roleArn: string;
}

/** Sends calls in another region to where somebody is told of them: a rule can tell only a topic of its own region. */
export class ForwardedEvents extends Construct {
  constructor(scope: Construct, id: string, { name, services, busArn, roleArn }: ForwardedEventsProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, "rule", {
      name,
      description: "Sends what people do in this region to where the environment is",
      eventPattern: patternText(name, {
        source: services.map((service) => `aws.${service}`),
        "detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"],
        // Rules at home choose among them.
        detail: { eventSource: services.map((service) => `${service}.amazonaws.com`) },
      }),
    });
    new CloudwatchEventTarget(this, "home", { rule: rule.name, targetId: "home", arn: busArn, roleArn });
  }
}
