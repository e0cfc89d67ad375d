import { GRACE_DAYS } from "../../../constructs/backup-vault";
import { replicationName } from "../../../constructs/data-buckets";
import { byWayOf, type Statement } from "../../../constructs/policy";
import type { Environment } from "../../../environments/schema";
import { asObject, KEPT, type Template, type TemplateResource } from "../cloudformation";
import { keptKey } from "../key";
import { reachOf } from "../reach";
import { accessLogResources, bucketResources } from "./buckets";
import { type Parties, rootOf } from "./parties";

/** Everything that keeps copies in an account in which nothing else of the environment is; a pure function.
 *
 *  The account of the environment may add to it and neither read, change nor delete anything there.
 *  @param restoreTo id of an account that may read the copies for as long as it is named
 *  @throws when the environment names no such account */
export function vaultTemplate(environment: Environment, restoreTo?: string): Template {
  const { vaultAccount: there, prefix } = reachOf(environment);
  if (!there) throw new Error(`'${environment.name}' names no disasterRecovery.vaultAccount`);
  const parties = { environment, there, prefix, restoreTo };
  return {
    Description: `Copies of ${prefix}, out of its own account's reach; made by 'npm run bootstrap'`,
    Resources: {
      Key: keptKey(`Copies of ${prefix}: database, objects and secrets`, there, keyStatements(parties)),
      KeyAlias: {
        Type: "AWS::KMS::Alias",
        Properties: { AliasName: there.keyAlias, TargetKeyId: { Ref: "Key" } },
      },
      Vault: vault(parties),
      ...accessLogResources(parties),
      ...bucketResources("Blobs", "blobs", parties),
      ...bucketResources("Backups", "backups", parties),
    },
    Outputs: {
      Vault: { Description: "Receives a copy of each snapshot of the database", Value: there.vaultArn },
    },
  };
}

function keyStatements({ environment, there, prefix, restoreTo }: Parties): Statement[] {
  const everything = { resources: ["*"] };
  return [
    {
      ...everything,
      sid: "EncryptCopiesOfObjects",
      principal: rootOf(environment.accountId),
      actions: ["kms:Encrypt", "kms:GenerateDataKey"],
      conditions: {
        ...byWayOf("s3", there),
        ArnLike: {
          "aws:PrincipalArn": `arn:aws:iam::${environment.accountId}:role/${replicationName(prefix, "*")}`,
        },
      },
    },
    ...(restoreTo
      ? [
          {
            ...everything,
            sid: "ReadForRestore",
            principal: rootOf(restoreTo),
            actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
          },
          {
            ...everything,
            // RDS copies a shared snapshot by a grant.
            sid: "GrantsForRestore",
            principal: rootOf(restoreTo),
            actions: ["kms:CreateGrant"],
            conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
          },
        ]
      : []),
  ];
}

function vault({ environment, there }: Parties): TemplateResource {
  const { postgres, disasterRecovery } = environment;
  const compliance = disasterRecovery?.vaultAccount?.lock === "compliance";
  return {
    Type: "AWS::Backup::BackupVault",
    ...KEPT,
    Properties: {
      BackupVaultName: there.vault,
      EncryptionKeyArn: { "Fn::GetAtt": ["Key", "Arn"] },
      LockConfiguration: {
        MinRetentionDays: postgres.vault.days,
        // Without it whoever may copy into it could have anything kept there for ever, at this account's cost: AWS Backup
        // fails a copy that is to stay longer.
        MaxRetentionDays: postgres.vault.days,
        ...(compliance ? { ChangeableForDays: GRACE_DAYS } : {}),
      },
      AccessPolicy: asObject([
        {
          // AWS Backup admits other accounts to this one action, whatever else a policy says.
          // https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
          sid: "CopiesFromTheEnvironment",
          principal: rootOf(environment.accountId),
          actions: ["backup:CopyIntoBackupVault"],
          resources: ["*"],
        },
        {
          // Of this account as well. They go when their days are over, which nobody asks for.
          sid: "NobodyDeletes",
          effect: "Deny",
          principal: "*",
          actions: ["backup:DeleteBackupVault", "backup:DeleteRecoveryPoint"],
          resources: ["*"],
        },
      ]),
    },
  };
}
