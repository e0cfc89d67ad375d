import type { Construct } from "constructs";
import { EncryptionKey, type EncryptionKeyProps } from "./encryption-key";
import type { Statement } from "./policy";

export interface LogsKeyProps extends Omit<EncryptionKeyProps, "description" | "services"> {
  /** Trail of CloudTrail that encrypts with it, too.
   *  @default - none does */
  readonly trailArn?: string;
}

/** The key of every CloudWatch log group of an environment, and of its trail. */
export function logsKey(scope: Construct, id: string, { trailArn, ...props }: LogsKeyProps): EncryptionKey {
  const { accountId, region } = props.account;
  return new EncryptionKey(scope, id, {
    ...props,
    description: "Logs of the network, the cluster, the databases and the firewall",
    services: [
      {
        sid: "CloudWatchLogs",
        principal: { Service: `logs.${region}.amazonaws.com` },
        actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        resources: ["*"],
        conditions: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:*`,
          },
        },
      },
      ...(trailArn === undefined ? [] : trail(trailArn)),
    ],
  });
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html (2026-11) */
function trail(arn: string): Statement[] {
  const cloudTrail = { principal: { Service: "cloudtrail.amazonaws.com" }, resources: ["*"] };
  const source = { "aws:SourceArn": arn };
  return [
    {
      ...cloudTrail,
      sid: "TrailEncrypts",
      actions: ["kms:GenerateDataKey*"],
      conditions: { StringEquals: { ...source, "kms:EncryptionContext:aws:cloudtrail:arn": arn } },
    },
    {
      ...cloudTrail,
      sid: "TrailLooks",
      actions: ["kms:DescribeKey"],
      conditions: { StringEquals: source },
    },
  ];
}
