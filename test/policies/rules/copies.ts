import { isBackupBucket } from "../buckets";
import { atLeast, exactly, referenceTo } from "../expectations";
import { each } from "../mutants";
import { type Platform, type PlatformResource, resources } from "../platform";
import { inProduction, requires } from "../requires";
import { type Expectation, type Rule, replace, valuesAt } from "../rule";

const replication = "aws_s3_bucket_replication_configuration";

/** Of a thing in the account that keeps copies; `copies-abroad` says in which. */
const ABROAD = /^arn:aws:[^:]+:[^:]*:[^:]*:.*-vault(-\w+-\d{12})?$/;

/** What is in the second region, or in the account that keeps copies. */
const thereOrAbroad = (there: Expectation): Expectation => ({
  expected: `${there.expected} or something of the vault account`,
  holds: (value) => there.holds(value) || (typeof value === "string" && ABROAD.test(value)),
  violations: there.violations,
});

/** Blocks of which the first goes to the second region, whatever the others do. */
const firstThere = (path: string, there: Expectation): Expectation => ({
  expected: `first ${there.expected}`,
  holds: (blocks) => Array.isArray(blocks) && there.holds(valuesAt(blocks[0], path)[0]),
  violations: (blocks) => [undefined, Array.isArray(blocks) ? blocks.slice(1) : []],
});

const bucketThere = referenceTo("aws_s3_bucket_policy", "copies_");
const keyThere = referenceTo("aws_kms_key", "copies_");
const vaultThere = referenceTo("aws_backup_vault_lock_configuration", "copies_");

/** What every copy owes: all of it, what KMS encrypts included, with a key of ours, and counted. */
const copied = {
  "rule.status": exactly("Enabled"),
  "rule.filter.prefix": exactly(""),
  "rule.source_selection_criteria.sse_kms_encrypted_objects.status": exactly("Enabled"),
  rule: firstThere("destination.bucket", bucketThere),
  "rule.destination.bucket": thereOrAbroad(bucketThere),
  "rule.destination.encryption_configuration.replica_kms_key_id": thereOrAbroad(keyThere),
  "rule.destination.metrics.status": exactly("Enabled"),
};

/** Copies in a second region, which outlive the first. */
export const copyRules: readonly Rule[] = [
  requires({
    id: "backups-copied",
    rows: ["S10"],
    title: "In production a second region has a copy of the backups, which no deletion here reaches",
    upstream: ["CKV_AWS_144"],
    type: replication,
    where: isBackupBucket,
    exists: true,
    appliesTo: inProduction,
    arguments: { ...copied, "rule.delete_marker_replication.status": exactly("Disabled") },
  }),
  requires({
    id: "blobs-copied",
    rows: ["S10"],
    title: "In production a second region has a copy of events and media, and forgets what users delete",
    upstream: ["CKV_AWS_144"],
    type: replication,
    where: (one) => !isBackupBucket(one),
    exists: true,
    appliesTo: inProduction,
    arguments: { ...copied, "rule.delete_marker_replication.status": exactly("Enabled") },
  }),
  requires({
    id: "postgres-copied",
    rows: ["R14"],
    title: "In production another region can restore Postgres to any second",
    upstream: ["REL13"],
    type: "aws_db_instance_automated_backups_replication",
    exists: true,
    appliesTo: inProduction,
    arguments: {
      retention_period: atLeast(30),
      source_db_instance_arn: referenceTo("aws_db_instance"),
      kms_key_id: referenceTo("aws_kms_key", "copies_data_"),
    },
  }),
  requires({
    id: "vault-copied",
    rows: ["K10"],
    title: "In production a vault of the second region has a copy of every snapshot, for as long",
    upstream: ["REL09-BP04"],
    type: "aws_backup_plan",
    exists: true,
    appliesTo: inProduction,
    arguments: {
      "rule.copy_action.destination_vault_arn": thereOrAbroad(vaultThere),
      rule: firstThere("copy_action.destination_vault_arn", vaultThere),
      "rule.copy_action.lifecycle.delete_after": atLeast(30),
    },
  }),
  {
    id: "copies-abroad",
    rows: ["S10", "K10"],
    title: "The account that is named for copies gets everything, and no other account anything",
    upstream: ["REL09-BP04"],
    appliesTo: () => true,
    check: (platform) =>
      SENDERS.flatMap(({ type, path }) =>
        resources(platform, type).flatMap((sender) => {
          const [found, wanted] = [foreignAt(platform, sender, path), wantedBy(platform, sender)];
          return JSON.stringify(found) === JSON.stringify(wanted)
            ? []
            : [{ address: sender.address, problem: `${path} leads to ${JSON.stringify(found)}` }];
        }),
      ),
    mutants: (platform) =>
      SENDERS.flatMap(({ type, path }) =>
        each(platform, { type, name: "to another account", where: sends(path) }, (block) => {
          replace(block, path, "arn:aws:s3:::langfuse-other-vault-blobs-999999999999");
        }),
      ),
  },
];

/** What sends copies, and where it says to whom. */
const SENDERS = [
  { type: replication, path: "rule.destination.bucket" },
  { type: "aws_backup_plan", path: "rule.copy_action.destination_vault_arn" },
] as const;

/** Whether it makes copies at all. */
function sends(path: string) {
  return ({ arguments: block }: PlatformResource) =>
    valuesAt(block, path).some((value) => value !== undefined);
}

/** Destinations in other accounts than the environment's. */
function foreignAt(
  { environment }: Platform,
  { arguments: block }: PlatformResource,
  path: string,
): unknown[] {
  return valuesAt(block, path).filter((arn) => {
    const [, account = environment.accountId] = /(?:-|:)(\d{12})(?:$|:)/.exec(String(arn)) ?? [];
    return account !== environment.accountId;
  });
}

function wantedBy({ environment }: Platform, sender: PlatformResource): string[] {
  const { name, region, disasterRecovery } = environment;
  const { accountId } = disasterRecovery?.vaultAccount ?? {};
  if (accountId === undefined) return [];
  if (sender.type !== replication)
    return [`arn:aws:backup:${region}:${accountId}:backup-vault:langfuse-${name}-vault`];
  const purpose = isBackupBucket(sender) ? "backups" : "blobs";
  return [`arn:aws:s3:::langfuse-${name}-vault-${purpose}-${accountId}`];
}
