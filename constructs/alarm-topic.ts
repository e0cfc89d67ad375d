import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { Account } from "./account";
import { EncryptionKey } from "./encryption-key";
import { policyDocument } from "./policy";

export interface AlarmTopicProps {
  readonly account: Account;
  /** Of the topic; names of alarms start with `alarmPrefix`. */
  readonly name: string;
  readonly alarmPrefix: string;
  /** Who gets a mail, once they have confirmed by the link in their first one. */
  readonly emails: readonly string[];
  /** Refuse to destroy the key. */
  readonly protect: boolean;
}

/** How CloudWatch reaches people without the cluster. Encrypted by a key of its own, because the keys that AWS keeps for
 *  SNS let no alarm in; only alarms of this environment may write.
 *  Cost: 1 USD a month for the key; a thousand mails a month are free (aws.amazon.com/sns/pricing, 2026-11). */
export class AlarmTopic extends Construct {
  /** By way of its policy, so that no alarm is made before it may write. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const { account, name, alarmPrefix, emails, protect } = props;
    const { accountId, region } = account;
    const fromAlarms = {
      principal: { Service: "cloudwatch.amazonaws.com" },
      conditions: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarmPrefix}*` },
      },
    };
    const key = new EncryptionKey(this, "key", {
      account,
      name,
      description: "Mails of AWS's own alarms",
      services: [
        { sid: "Alarms", ...fromAlarms, actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: ["*"] },
      ],
      protect,
    });
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: key.arn });
    this.arn = new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument([
        { sid: "Alarms", ...fromAlarms, actions: ["sns:Publish"], resources: [topic.arn] },
        {
          sid: "EncryptedTransport",
          effect: "Deny",
          principal: { AWS: "*" },
          actions: ["sns:Publish"],
          resources: [topic.arn],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    }).arn;
    for (const [index, endpoint] of emails.entries())
      new SnsTopicSubscription(this, `email-${index + 1}`, {
        topicArn: topic.arn,
        protocol: "email",
        endpoint,
      });
  }
}
