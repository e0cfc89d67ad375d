import type { Party, World } from "./claim";

/** Services of AWS that tell what happened in the account. */
export function accountServices(world: World): Party[] {
  return [events(world)];
}

function events({ arn, account, key, elsewhere }: World): Party {
  const topic = arn("sns", `${account.prefix}-alarms`);
  const source = { "aws:SourceArn": arn("events", `rule/${account.prefix}-postgres-event`) };
  const encryption = (ofTopic: string) => ({ "kms:EncryptionContext:aws:sns:topicArn": ofTopic });
  return {
    name: "EventBridge",
    principal: "events.amazonaws.com",
    who: "EventBridge, whose rules become mails",
    may: [
      { why: "Mails", actions: ["sns:Publish"], resources: [topic], context: source },
      {
        why: "Their encryption, of this topic and not by whom: SNS tells KMS no more",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [key("alarms_key_key")],
        context: encryption(topic),
      },
    ],
    mayNot: [
      {
        why: "Rules of others",
        actions: ["sns:Publish"],
        resources: [topic],
        context: { "aws:SourceArn": arn("events", "rule/billing") },
      },
      {
        why: "Rules of others",
        actions: ["sns:Publish"],
        resources: [topic],
        context: {
          "aws:SourceArn": source["aws:SourceArn"].replace(account.environment.accountId, "999999999999"),
        },
      },
      {
        why: "Topics of others",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [key("alarms_key_key")],
        context: encryption(elsewhere(topic)),
      },
      {
        why: "Keys of data",
        actions: ["kms:Decrypt"],
        resources: [key("data_key_key")],
        context: encryption(topic),
      },
    ],
  };
}
