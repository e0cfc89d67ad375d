import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { Account } from "./account";
import { EncryptionKey } from "./encryption-key";
import { policyDocument, type Statement } from "./policy";

export interface AlarmTopicProps {
  readonly account: Account;
  /** Of the topic; names of alarms and of EventBridge's rules start with `alarmPrefix`. */
  readonly name: string;
  readonly alarmPrefix: string;
  /** Who gets a mail, once they have confirmed by the link in their first one. */
  readonly emails: readonly string[];
  /** Refuse to destroy the key. */
  readonly protect: boolean;
}

const EVENTS = { Service: "events.amazonaws.com" };

/** How CloudWatch and EventBridge reach people without the cluster. Encrypted by a key of its own, because the keys that
 *  AWS keeps for SNS let nobody in; only alarms and event rules of this environment may write.
 *  Cost: 1 USD a month for the key; a thousand mails a month are free (aws.amazon.com/sns/pricing, 2026-11). */
export class AlarmTopic extends Construct {
  /** By way of its policy, so that no alarm is made before it may write. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const { name, emails } = props;
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: this.keyArn(props) });
    this.arn = new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument(publishers(topic.arn, props)),
    }).arn;
    for (const [index, endpoint] of emails.entries())
      new SnsTopicSubscription(this, `email-${index + 1}`, {
        topicArn: topic.arn,
        protocol: "email",
        endpoint,
      });
  }

  private keyArn(props: AlarmTopicProps): string {
    const { account, name, protect } = props;
    const use = { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: ["*"] };
    return new EncryptionKey(this, "key", {
      account,
      name,
      description: "Mails of AWS's own alarms",
      services: [
        { sid: "Alarms", ...fromAlarms(props), ...use },
        {
          sid: "Events",
          principal: EVENTS,
          ...use,
          // The topic's policy names the source: in a key's policy a source refuses EventBridge, and nobody hears of it
          // (docs.aws.amazon.com/sns/latest/dg/sns-key-management.html, 2026-11).
          conditions: {
            StringEquals: {
              "kms:EncryptionContext:aws:sns:topicArn": `arn:aws:sns:${account.region}:${account.accountId}:${name}`,
            },
          },
        },
      ],
      protect,
    }).arn;
  }
}

function publishers(topicArn: string, props: AlarmTopicProps): Statement[] {
  const { accountId, region } = props.account;
  const publish = { actions: ["sns:Publish"], resources: [topicArn] };
  return [
    { sid: "Alarms", ...fromAlarms(props), ...publish },
    {
      sid: "Events",
      principal: EVENTS,
      ...publish,
      conditions: {
        ArnLike: { "aws:SourceArn": `arn:aws:events:${region}:${accountId}:rule/${props.alarmPrefix}*` },
      },
    },
    {
      sid: "EncryptedTransport",
      effect: "Deny",
      principal: { AWS: "*" },
      ...publish,
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}

function fromAlarms({ account: { accountId, region }, alarmPrefix }: AlarmTopicProps) {
  return {
    principal: { Service: "cloudwatch.amazonaws.com" },
    conditions: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarmPrefix}*` },
    },
  };
}
