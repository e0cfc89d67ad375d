import type { Construct } from "constructs";
import { EncryptionKey, type EncryptionKeyProps } from "./encryption-key";

/** The key of every CloudWatch log group of an environment. */
export function logsKey(
  scope: Construct,
  id: string,
  props: Omit<EncryptionKeyProps, "description" | "services">,
): EncryptionKey {
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
    ],
  });
}
