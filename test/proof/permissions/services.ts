import { accountServices } from "./account-services";
import type { Party, World } from "./claim";

/** Services of AWS that write what they saw, or encrypt it. */
export function services(world: World): Party[] {
  return [...logWriters(world), alarms(world), logsService(world), ...accountServices(world)];
}

function logWriters({ bucket, arn, abroad, copies, account }: World): Party[] {
  const { accountId, region } = account.environment;
  const records = arn("logs", `log-group:aws-waf-logs-${account.prefix}:log-stream:x`);
  const wafSource = {
    "aws:SourceAccount": accountId,
    "aws:SourceArn": `arn:aws:logs:${region}:${accountId}:x`,
  };
  const s3Source = { "aws:SourceAccount": accountId, "aws:SourceArn": bucket("blobs") };
  const balancer = { "aws:SourceArn": arn("elasticloadbalancing", "loadbalancer/app/x/1") };
  const accessLog = `${bucket("access-logs")}/blobs/1`;
  return [
    {
      name: "Logs of the load balancer",
      principal: "logdelivery.elasticloadbalancing.amazonaws.com",
      who: "The load balancer, which writes down its requests",
      may: [
        {
          why: "Logs of this account's load balancers",
          actions: ["s3:PutObject"],
          resources: ["access", "connections", "health-checks"].map(
            (prefix) => `${bucket("edge-logs")}/${prefix}/AWSLogs/${accountId}/1.gz`,
          ),
          context: balancer,
        },
      ],
      mayNot: [
        {
          why: "Logs of load balancers of other accounts",
          actions: ["s3:PutObject"],
          resources: [`${bucket("edge-logs")}/access/AWSLogs/${accountId}/1.gz`],
          context: { "aws:SourceArn": abroad(balancer["aws:SourceArn"]) },
        },
        {
          why: "Anything else",
          actions: ["s3:GetObject"],
          resources: [`${bucket("edge-logs")}/access/1`],
          context: balancer,
        },
        {
          why: "Anything else",
          actions: ["s3:PutObject"],
          resources: [`${bucket("blobs")}/events/1`],
          context: balancer,
        },
      ],
    },
    {
      name: "Logs of buckets",
      principal: "logging.s3.amazonaws.com",
      who: "S3, which writes down who asked for which object",
      may: [
        { why: "Access logs", actions: ["s3:PutObject"], resources: [accessLog], context: s3Source },
        ...(copies
          ? [
              {
                why: "Access logs of copies",
                actions: ["s3:PutObject"],
                resources: [`${bucket("copies-access-logs")}/copies-blobs/1`],
                context: { ...s3Source, "aws:SourceArn": bucket("copies-blobs") },
              },
            ]
          : []),
      ],
      mayNot: [
        {
          why: "Access logs of buckets of others",
          actions: ["s3:PutObject"],
          resources: [accessLog],
          context: { ...s3Source, "aws:SourceArn": "arn:aws:s3:::billing" },
        },
        {
          why: "Anything else",
          actions: ["s3:PutObject"],
          resources: [`${bucket("backups")}/1`],
          context: s3Source,
        },
      ],
    },
    {
      name: "Logs of the firewall",
      principal: "delivery.logs.amazonaws.com",
      who: "The firewall, which writes down what it saw",
      may: [
        {
          why: "Records",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [records],
          context: wafSource,
        },
      ],
      mayNot: [
        {
          why: "Records of other accounts",
          actions: ["logs:PutLogEvents"],
          resources: [records],
          context: { ...wafSource, "aws:SourceAccount": "999999999999" },
        },
        { why: "Anything else", actions: ["logs:GetLogEvents"], resources: [records], context: wafSource },
      ],
    },
  ];
}

function alarms({ arn, account, key }: World): Party {
  const { accountId } = account.environment;
  const topic = arn("sns", `${account.prefix}-alarms`);
  const source = {
    "aws:SourceAccount": accountId,
    "aws:SourceArn": arn("cloudwatch", `alarm:${account.prefix}-errors`),
  };
  return {
    name: "CloudWatch's alarms",
    principal: "cloudwatch.amazonaws.com",
    who: "Alarms of CloudWatch, which become mails",
    may: [
      { why: "Mails", actions: ["sns:Publish"], resources: [topic], context: source },
      {
        why: "Their encryption",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [key("alarms_key_key")],
        context: source,
      },
    ],
    mayNot: [
      {
        why: "Alarms of others",
        actions: ["sns:Publish"],
        resources: [topic],
        context: { ...source, "aws:SourceArn": arn("cloudwatch", "alarm:billing") },
      },
      {
        why: "Alarms of others",
        actions: ["sns:Publish"],
        resources: [topic],
        context: { ...source, "aws:SourceAccount": "999999999999" },
      },
      { why: "Keys of data", actions: ["kms:Decrypt"], resources: [key("data_key_key")], context: source },
    ],
  };
}

function logsService({ arn, account, key }: World): Party {
  const { region, accountId } = account.environment;
  const encryption = (owner: string) => ({
    "kms:EncryptionContext:aws:logs:arn": arn("logs", "log-group:x").replace(accountId, owner),
  });
  return {
    name: "CloudWatch Logs",
    principal: `logs.${region}.amazonaws.com`,
    who: "CloudWatch Logs, which encrypts log groups",
    may: [
      {
        why: "Log groups of this account",
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"],
        resources: [key("logs_key_key")],
        context: encryption(accountId),
      },
    ],
    mayNot: [
      {
        why: "Log groups of other accounts",
        actions: ["kms:Decrypt"],
        resources: [key("logs_key_key")],
        context: encryption("999999999999"),
      },
      {
        why: "Keys of data",
        actions: ["kms:Decrypt"],
        resources: [key("data_key_key")],
        context: encryption(accountId),
      },
    ],
  };
}
