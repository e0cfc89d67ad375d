import { paginateListBackupPlans, paginateListBackupVaults } from "@aws-sdk/client-backup";
import { paginateListAliases, paginateListKeys } from "@aws-sdk/client-kms";
import {
  type Account,
  areOurs,
  byKey,
  ifThere,
  type Kind,
  named,
  onPages,
  type Thing,
  unnamed,
} from "./kind";

/** What encrypts data, keeps it, or tells about it. */
export const STORES: readonly Kind[] = [
  unnamed(
    "aws_kms_key",
    ["description"],
    async (account) => {
      const keys = await onPages(paginateListKeys({ client: account.aws.kms }, {}), ({ Keys }) => Keys);
      const all = await Promise.all(keys.map(({ KeyId = "" }) => encryptionKey(account, KeyId)));
      return all.flat();
    },
    (id) => `aws kms schedule-key-deletion --key-id ${id} --pending-window-in-days 30`,
  ),
  named("aws_kms_alias", ["name"], async (account, { name }) => {
    const { kms } = account.aws;
    const aliases = await onPages(paginateListAliases({ client: kms }, {}), ({ Aliases }) => Aliases);
    const same = aliases.filter(({ AliasName }) => AliasName === name);
    return Promise.all(
      same.map(async ({ TargetKeyId = "" }) => ({
        importId: name,
        attributes: { id: name, name },
        ours: await isOurKey(account, TargetKeyId),
      })),
    );
  }),
  named("aws_cloudwatch_log_group", ["name"], async (account, { name }) => {
    const { logs } = account.aws;
    const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: name });
    const same = logGroups.filter(({ logGroupName }) => logGroupName === name);
    return Promise.all(
      same.map(async ({ arn = "" }) => {
        const resourceArn = arn.replace(/:\*$/, "");
        const { tags } = await logs.listTagsForResource({ resourceArn });
        return { importId: name, attributes: { id: name, arn: resourceArn }, ours: areOurs(account, tags) };
      }),
    );
  }),
  named("aws_sns_topic", ["name"], async (account, { name }) => {
    const { aws, region, accountId } = account;
    const arn = `arn:aws:sns:${region}:${accountId}:${name}`;
    const found = await ifThere(aws.sns.listTagsForResource({ ResourceArn: arn }));
    if (!found) return [];
    return [{ importId: arn, attributes: { id: arn, arn }, ours: areOurs(account, byKey(found.Tags)) }];
  }),
  named("aws_cloudtrail", ["name"], async (account, { name }) => {
    const { cloudtrail } = account.aws;
    const { TrailARN: arn } = (await ifThere(cloudtrail.getTrail({ Name: name })))?.Trail ?? {};
    if (!arn) return [];
    const { ResourceTagList: [tagged] = [] } = await cloudtrail.listTags({ ResourceIdList: [arn] });
    return [{ importId: arn, attributes: { id: arn, arn }, ours: areOurs(account, byKey(tagged?.TagsList)) }];
  }),
  named("aws_s3_bucket", ["bucket"], async (account, { bucket }) => {
    const { s3 } = account.aws;
    const owner = { Bucket: bucket, ExpectedBucketOwner: account.accountId };
    if (!(await ifThere(s3.headBucket(owner)))) return [];
    const { TagSet } = (await ifThere(s3.getBucketTagging(owner))) ?? {};
    // Terraform tags a bucket after it has made it. The name says enough: it holds the account's number.
    const isUntagged = !TagSet && bucket.endsWith(`-${account.accountId}`);
    return [
      { importId: bucket, attributes: { id: bucket }, ours: isUntagged || areOurs(account, byKey(TagSet)) },
    ];
  }),
  named("aws_secretsmanager_secret", ["name"], async (account, { name }) => {
    const secret = await ifThere(account.aws.secrets.describeSecret({ SecretId: name }));
    if (!secret) return [];
    const { ARN: arn = "", Tags, DeletedDate } = secret;
    const command = `aws secretsmanager restore-secret --region ${account.region} --secret-id ${name}`;
    return [
      {
        importId: arn,
        attributes: { id: arn, arn },
        ours: areOurs(account, byKey(Tags)),
        ...(DeletedDate ? { obstacle: `is to be deleted; when its value is wanted: ${command}` } : {}),
      },
    ];
  }),
  named("aws_backup_vault", ["name"], async (account, { name }) => {
    const { backup } = account.aws;
    const pages = paginateListBackupVaults({ client: backup }, {});
    const vaults = await onPages(pages, ({ BackupVaultList }) => BackupVaultList);
    const same = vaults.filter(({ BackupVaultName }) => BackupVaultName === name);
    return Promise.all(same.map((vault) => inBackup(account, vault.BackupVaultArn, name)));
  }),
  unnamed(
    "aws_backup_plan",
    ["name"],
    async (account) => {
      const pages = paginateListBackupPlans({ client: account.aws.backup }, {});
      const plans = await onPages(pages, ({ BackupPlansList }) => BackupPlansList);
      const all = await Promise.all(
        plans.map(async ({ BackupPlanArn, BackupPlanId = "", BackupPlanName }) => ({
          ...(await inBackup(account, BackupPlanArn, BackupPlanId)),
          marks: { name: BackupPlanName },
        })),
      );
      return all.filter(({ ours }) => ours);
    },
    (id) => `aws backup delete-backup-plan --backup-plan-id ${id}`,
  ),
  named("aws_backup_restore_testing_plan", ["name"], async (account, { name }) => {
    const found = await ifThere(account.aws.backup.getRestoreTestingPlan({ RestoreTestingPlanName: name }));
    if (!found) return [];
    return [await inBackup(account, found.RestoreTestingPlan?.RestoreTestingPlanArn, name)];
  }),
  named(
    "aws_backup_restore_testing_selection",
    ["restore_testing_plan_name", "name"],
    async ({ aws }, { restore_testing_plan_name, name }) => {
      const found = await ifThere(
        aws.backup.getRestoreTestingSelection({
          RestoreTestingPlanName: restore_testing_plan_name,
          RestoreTestingSelectionName: name,
        }),
      );
      // It is in a plan of ours.
      return found ? [{ importId: `${name}:${restore_testing_plan_name}`, attributes: {}, ours: true }] : [];
    },
  ),
  named("aws_backup_selection", ["plan_id", "name"], async ({ aws }, { plan_id, name }) => {
    const { BackupSelectionsList = [] } = await aws.backup.listBackupSelections({ BackupPlanId: plan_id });
    const same = BackupSelectionsList.filter(({ SelectionName }) => SelectionName === name);
    return same.map(({ SelectionId = "" }) => ({
      importId: `${plan_id}|${SelectionId}`,
      attributes: { id: SelectionId },
      // It is in a plan of ours.
      ours: true,
    }));
  }),
];

/** @returns nothing for a key of others, and for one that is on its way out: there is no way back to it by mistake */
async function encryptionKey(account: Account, id: string) {
  if (!(await isOurKey(account, id))) return [];
  const { KeyMetadata } = await account.aws.kms.describeKey({ KeyId: id });
  if (KeyMetadata?.DeletionDate) return [];
  const { Arn: arn, Description } = KeyMetadata ?? {};
  return [
    {
      importId: id,
      attributes: { id, key_id: id, arn },
      ours: true,
      marks: { description: Description },
    },
  ];
}

async function isOurKey(account: Account, id: string): Promise<boolean> {
  try {
    const { Tags = [] } = await account.aws.kms.listResourceTags({ KeyId: id });
    return areOurs(account, Object.fromEntries(Tags.map(({ TagKey = "", TagValue }) => [TagKey, TagValue])));
  } catch (error) {
    // A key of AWS, or of somebody who lets nobody look at it.
    if (error instanceof Error && error.name.startsWith("AccessDenied")) return false;
    throw error;
  }
}

async function inBackup(account: Account, arn = "", id: string): Promise<Thing> {
  const { Tags } = await account.aws.backup.listTags({ ResourceArn: arn });
  return { importId: id, attributes: { id, arn }, ours: areOurs(account, Tags) };
}
