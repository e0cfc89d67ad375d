import { Construct } from "constructs";
import { EncryptionKey, type EncryptionKeyProps } from "./encryption-key";
import type { Statement } from "./policy";

export interface ClusterKeysProps extends Pick<EncryptionKeyProps, "account" | "protect"> {
  readonly clusterName: string;
  /** Role that EKS assumes; a key policy must name it, because Auto Mode uses the keys as that role. */
  readonly clusterRoleArn: string;
}

/** The cluster's two keys. They live beside the role that their policies name, and apart from each other: losing the
 *  first costs a cluster that can be made again, losing the second costs the traces. */
export class ClusterKeys extends Construct {
  readonly secretsKeyArn: string;
  readonly volumesKeyArn: string;

  constructor(scope: Construct, id: string, props: ClusterKeysProps) {
    super(scope, id);
    const { account, clusterName, clusterRoleArn, protect } = props;
    this.secretsKeyArn = new EncryptionKey(this, "secrets", {
      account,
      name: `${clusterName}-kubernetes-secrets`,
      description: "Kubernetes secrets: without it the cluster cannot start",
      services: secretsEncryption(clusterRoleArn),
      protect,
    }).arn;
    this.volumesKeyArn = new EncryptionKey(this, "volumes", {
      account,
      name: `${clusterName}-volumes`,
      description: "Disks of nodes and volumes of pods: without it ClickHouse's data is unreadable",
      services: volumeEncryption(clusterRoleArn),
      protect,
    }).arn;
  }
}

function secretsEncryption(clusterRoleArn: string): Statement[] {
  const actions = ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ListGrants"];
  return [{ sid: "EncryptSecrets", principal: { AWS: clusterRoleArn }, actions, resources: ["*"] }];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/auto-kms.html (2026-11) */
function volumeEncryption(clusterRoleArn: string): Statement[] {
  const clusterRole = { principal: { AWS: clusterRoleArn }, resources: ["*"] };
  return [
    {
      ...clusterRole,
      sid: "EncryptVolumes",
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    },
    {
      ...clusterRole,
      sid: "AttachVolumes",
      actions: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
