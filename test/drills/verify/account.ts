import { match } from "node:assert/strict";
import { accountCopiesVariables } from "../../../constructs/account-copies";
import { vaultAccount } from "../../../constructs/vault-account";
import type { Drill } from "../drill";
import { ENVIRONMENT, missingForRecovery, type Scene, startScene } from "../recover/account";
import { endedWell, refused } from "../script";
import { type CopiedBucket, replicationFigures } from "./replication-figures";
import { answering, named, type Step, type Verify, verifier } from "./verifier";

const abroad = vaultAccount(`langfuse-${ENVIRONMENT}`, { accountId: "444444444444", region: "eu-west-1" });
const BLOBS = `langfuse-${ENVIRONMENT}-blobs`;
const SALT = `langfuse-${ENVIRONMENT}/salt`;
const PLACE = "the account 444444444444";
const rule = "vault-account";

/** The job that measures what is known of copies in another account, with AWS's own program: its questions bring the answers,
 *  and none of them leaves this account. */
export const accountCopiesMeasured: Drill = {
  name: "account-copies",
  missing: () => missingForRecovery(),
  run: async (report, folder) => {
    const scene = await startScene(folder, "backups");
    const step = (name: string, work: () => Promise<void>) => report.step("backup-account", name, work);
    const verify: Verify = (copy, changed) =>
      verifier(scene, folder)(`account ${copy}`, {
        AWS_REGION: scene.region,
        BUCKET: scene.bucket,
        BLOBS,
        ...accountCopiesVariables(abroad, [SALT]),
        ...changed,
      });
    try {
      await lookAtEvents(scene, verify, step);
      await lookAtClickHouse(scene, verify, step);
      await lookAtSecrets(scene, verify, step);
      await lookAtSnapshots(verify, step);
    } finally {
      await scene.emulator.stop();
    }
  },
};

async function lookAtEvents({ aws }: Scene, verify: Verify, step: Step): Promise<void> {
  const events: CopiedBucket = { source: BLOBS, destination: abroad.bucket("blobs").bucket, rule };
  await step("hears nothing of events that S3 said of the rule to the second region", async () => {
    await replicationFigures(aws, { ...events, rule: "all" })(1, 3);
    refused(await verify("events"), 1, [`S3 has reported no ReplicationLatency of ${BLOBS} to ${PLACE}`]);
  });
  await step("takes the most that S3 reported of events", async () => {
    const report = replicationFigures(aws, events);
    await report(660, 15);
    await report(12, 3);
    match(endedWell(await verify("events")), /events in the account 444444444444 is 11 minutes behind/);
  });
}

async function lookAtClickHouse({ aws, bucket }: Scene, verify: Verify, step: Step): Promise<void> {
  await step("counts no backup of which S3 does not say that it was copied", async () => {
    await aws.s3.putObject({
      Bucket: bucket,
      Key: `clickhouse/${named(1, "full")}/.backup`,
      Body: "<config></config>",
    });
    const backups = { source: bucket, destination: abroad.bucket("backups").bucket, rule };
    await replicationFigures(aws, backups)(5, 2);
    refused(await verify("clickhouse"), 1, [
      `none of the newest backups of ClickHouse is whole in ${PLACE}, as far as S3 says`,
    ]);
  });
}

async function lookAtSecrets({ aws: { secrets } }: Scene, verify: Verify, step: Step): Promise<void> {
  await step("notices a secret that nobody has copied", async () => {
    await secrets.createSecret({ Name: SALT, SecretString: "value" });
    match(endedWell(await verify("secrets")), /salt has a value since 0 minutes that nobody has copied/);
  });
  await step("sees the mark of one that somebody has", async () => {
    const { VersionId: MoveToVersionId } = await secrets.getSecretValue({ SecretId: SALT });
    const VersionStage = abroad.copiedStage;
    await secrets.updateSecretVersionStage({ SecretId: SALT, VersionStage, MoveToVersionId });
    const said = endedWell(await verify("secrets"));
    match(said, /^(?!.*nobody has copied).*secrets in the account 444444444444 is 0 minutes behind/s);
  });
  await step("misses it on the value that takes its place", async () => {
    await secrets.putSecretValue({ SecretId: SALT, SecretString: "another" });
    match(endedWell(await verify("secrets")), /salt has a value since 0 minutes that nobody has copied/);
  });
}

async function lookAtSnapshots(verify: Verify, step: Step): Promise<void> {
  const ago = (hours: number) => Date.now() / 1000 - hours * 3600;
  const says = answering(verify, step);
  const copy = (SourceRecoveryPointArn: string, hours: number) => ({
    SourceRecoveryPointArn,
    CreationDate: ago(hours),
  });
  const kept = {
    "/recovery-points/": JSON.stringify({
      RecoveryPoints: [
        { RecoveryPointArn: "tonight", CreationDate: ago(1) },
        { RecoveryPointArn: "yesterday", CreationDate: ago(26) },
      ],
    }),
  };
  await says(
    "counts the newest snapshot that was copied from when it was made",
    "vault",
    { ...kept, "/copy-jobs": JSON.stringify({ CopyJobs: [copy("before", 49), copy("yesterday", 25)] }) },
    0,
    "vault in the account 444444444444 is 1560 minutes behind",
  );
  await says(
    "notices that nothing was copied",
    "vault",
    { ...kept, "/copy-jobs": JSON.stringify({ CopyJobs: [] }) },
    1,
    `no snapshot that AWS Backup says to have copied in ${PLACE}`,
  );
}
