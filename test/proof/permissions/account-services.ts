import type { Claims, Party, World } from "./claim";
import { strangersBuckets } from "./strangers-buckets";

/** Services of AWS that tell what happened in the account. */
export function accountServices(world: World): Party[] {
  return [events(world), ...(world.account.environment.auditTrail.kind === "create" ? [trail(world)] : [])];
}

function events({ arn, account, key, elsewhere, abroad }: World): Party {
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
        context: { "aws:SourceArn": abroad(source["aws:SourceArn"]) },
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

/** EventBridge in other regions. */
export function forwardingClaims(world: World): Claims {
  const { arn } = world;
  return {
    who: "EventBridge in other regions, which sends what people do there",
    may: [
      {
        why: "Here somebody is told",
        actions: ["events:PutEvents"],
        resources: [arn("events", "event-bus/default")],
      },
    ],
    mayNot: [
      {
        why: "It tells, and keeps nobody from hearing",
        actions: ["events:DisableRule", "events:DeleteRule", "events:PutRule"],
        resources: [arn("events", `rule/${world.account.prefix}-key-lost`)],
      },
      {
        why: "Buses of others",
        actions: ["events:PutEvents"],
        resources: [arn("events", "event-bus/billing")],
      },
      ...strangersBuckets(world, "s3:PutObject"),
    ],
  };
}

function trail({ arn, account, bucket, key, elsewhere }: World): Party {
  const own = arn("cloudtrail", `trail/${account.prefix}-audit`);
  const source = { "aws:SourceArn": own };
  const owned = { "s3:x-amz-acl": "bucket-owner-full-control" };
  const file = `${bucket("audit-logs")}/AWSLogs/${account.environment.accountId}/CloudTrail/1.json.gz`;
  const encryption = (ofTrail: string) => ({
    "aws:SourceArn": ofTrail,
    "kms:EncryptionContext:aws:cloudtrail:arn": ofTrail,
  });
  return {
    name: "CloudTrail",
    principal: "cloudtrail.amazonaws.com",
    who: "CloudTrail, which writes down who changed what",
    may: [
      {
        why: "Where it writes",
        actions: ["s3:GetBucketAcl"],
        resources: [bucket("audit-logs")],
        context: source,
      },
      {
        why: "Records of this account",
        actions: ["s3:PutObject"],
        resources: [file],
        context: { ...source, ...owned },
      },
      {
        why: "Their encryption",
        actions: ["kms:GenerateDataKey"],
        resources: [key("logs_key_key")],
        context: encryption(own),
      },
      {
        why: "Their encryption",
        actions: ["kms:DescribeKey"],
        resources: [key("logs_key_key")],
        context: source,
      },
    ],
    mayNot: [
      {
        why: "Trails of others",
        actions: ["s3:PutObject"],
        resources: [file],
        context: { ...owned, "aws:SourceArn": elsewhere(own) },
      },
      {
        why: "Trails of others",
        actions: ["kms:GenerateDataKey"],
        resources: [key("logs_key_key")],
        context: encryption(elsewhere(own)),
      },
      {
        why: "It writes and reads nothing back",
        actions: ["s3:GetObject", "s3:DeleteObject"],
        resources: [file],
        context: source,
      },
    ],
  };
}
