import type { Claims, World } from "./claim";
import { tags } from "./deploy-may";

/** What copies in a second region take of whoever deploys; nothing where there are none. */
export function deployOfCopies(world: World): Pick<Claims, "may" | "mayNot"> {
  const { copies, key, account } = world;
  if (!copies) return { may: [], mayNot: [] };
  const { there, arn } = copies;
  const { prefix } = account;
  return {
    may: [
      {
        why: "Keys of the copies",
        actions: ["kms:CreateKey"],
        resources: ["*"],
        context: { ...there, ...tags(world, "RequestTag") },
      },
      {
        why: "Keys of the copies",
        actions: ["kms:PutKeyPolicy", "kms:GenerateDataKey", "kms:Decrypt", "kms:ScheduleKeyDeletion"],
        resources: [key("copies_secrets_key_key")],
        context: { ...there, ...tags(world, "ResourceTag") },
      },
      {
        why: "Keys of the copies",
        actions: ["kms:CreateAlias"],
        resources: [arn("kms", `alias/${prefix}-copies-secrets`)],
        context: there,
      },
      {
        why: "Secrets that go there",
        actions: ["secretsmanager:ReplicateSecretToRegions", "secretsmanager:RemoveRegionsFromReplication"],
        resources: [world.secret("salt")],
      },
      { why: "What exists there", actions: ["kms:ListAliases"], resources: ["*"], context: there },
      {
        why: "What exists there",
        actions: ["kms:GetKeyPolicy"],
        resources: [key("copies_secrets_key_key")],
        context: there,
      },
    ],
    mayNot: [
      {
        why: "In the second region are copies and nothing that runs",
        actions: ["ec2:CreateVpc"],
        resources: [arn("ec2", "vpc/vpc-1")],
        context: there,
      },
      {
        why: "In the second region are copies and nothing that runs",
        actions: ["rds:CreateDBInstance", "rds:RestoreDBInstanceToPointInTime"],
        resources: [arn("rds", `db:${prefix}-postgres`)],
        context: there,
      },
      {
        why: "Copies of secrets are read by whoever makes the environment again",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [arn("secretsmanager", `secret:${prefix}/salt-AbCdEf`)],
        context: there,
      },
      {
        why: "Keys of others there",
        actions: ["kms:ScheduleKeyDeletion", "kms:PutKeyPolicy"],
        resources: [key("copies_secrets_key_key")],
        context: { ...there, "aws:ResourceTag/environment": "other", "aws:ResourceTag/managed-by": "cdktf" },
      },
      {
        why: "Keys in no third region",
        actions: ["kms:CreateKey"],
        resources: ["*"],
        context: { "aws:RequestedRegion": "us-east-1", ...tags(world, "RequestTag") },
      },
    ],
  };
}
