import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { type EventPattern, patternText } from "./event-pattern";
import { isWritten } from "./runbooks";

export interface EventAlarmProps {
  /** Of the rule, and first words of its mails. */
  readonly name: string;
  /** What has happened, as the mail begins. */
  readonly summary: string;
  /** What to do: name of a page in `runbooks/account`. */
  readonly page: string;
  /** Where people read the folder `runbooks`, without a slash at its end. */
  readonly runbooksUrl: string;
  readonly topicArn: string;
  readonly pattern: EventPattern;
  /** What else the mail says, a line each: a word, and where in the event its value is. One that an event does not have
   *  stays empty. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Mails what happened, when it happened, and where the page for it is. Unlike an alarm it does not end: nothing measures
 *  whether it is over.
 *  Cost: none; EventBridge takes nothing for events of AWS (aws.amazon.com/eventbridge/pricing, 2026-11).
 *  @throws when there is no such page */
export class EventAlarm extends Construct {
  constructor(scope: Construct, id: string, props: EventAlarmProps) {
    super(scope, id);
    const { name, summary, page, facts } = props;
    const path = `account/${page}.md`;
    if (!isWritten(`runbooks/${path}`))
      throw new Error(`the event alarm '${name}' has no page; write runbooks/${path}`);
    const rule = new CloudwatchEventRule(this, "rule", {
      name,
      description: `${summary} See runbooks/${path}`,
      eventPattern: patternText(name, props.pattern),
    });
    const lines = [
      `${name}: ${summary}`,
      `runbook: ${props.runbooksUrl}/${path}`,
      ...Object.keys(facts).map((word) => `${word}: <${word}>`),
    ];
    new CloudwatchEventTarget(this, "mail", {
      rule: rule.name,
      targetId: "mail",
      arn: props.topicArn,
      inputTransformer: {
        inputPaths: { ...facts },
        inputTemplate: lines.map((line) => JSON.stringify(line)).join("\n"),
      },
    });
  }
}
