import { match } from "node:assert/strict";
import { type Copies, copiesVariables } from "../../../constructs/copies-verification";
import type { Drill } from "../drill";
import { ENVIRONMENT, missingForRecovery, type Scene, startScene } from "../recover/account";
import { endedWell, refused } from "../script";
import { replicationFigures } from "./replication-figures";
import { xml } from "./replies";
import { answering, hoursAgo, named, recoveryPoints, type Step, type Verify, verifier } from "./verifier";

const copies: Copies = {
  region: "eu-north-1",
  vault: `langfuse-${ENVIRONMENT}-copies`,
  blobs: `langfuse-${ENVIRONMENT}-copies-blobs`,
  backups: `langfuse-${ENVIRONMENT}-copies-backups`,
  secrets: [`langfuse-${ENVIRONMENT}/salt`],
};
const BLOBS = `langfuse-${ENVIRONMENT}-blobs`;
const FULL = named(3, "full");
const NEWEST = named(0.5, "incremental");

/** The job that measures how old copies are, with AWS's own program: its questions, in both regions, bring the answers. */
export const copiesMeasured: Drill = {
  name: "copies",
  missing: () => missingForRecovery(),
  run: async (report, folder) => {
    const scene = await startScene(folder, "backups");
    const step = (name: string, work: () => Promise<void>) => report.step("backup-copies", name, work);
    const verify: Verify = (copy, changed) =>
      verifier(scene, folder)(`copies ${copy}`, {
        AWS_REGION: scene.region,
        BUCKET: scene.bucket,
        ...copiesVariables(copies, { blobs: { bucket: BLOBS, bucketArn: "", keyArn: "" } }),
        ...changed,
      });
    try {
      await lookAtClickHouse(scene, verify, step);
      await lookAtEvents(scene, verify, step);
      await lookAtSecrets(scene, verify, step);
      await lookAtDatabase(verify, step);
    } finally {
      await scene.emulator.stop();
    }
  },
};

async function lookAtClickHouse({ aws, bucket, region }: Scene, verify: Verify, step: Step): Promise<void> {
  const { s3 } = aws.in(copies.region);
  const place = (name: string, object: string) => `clickhouse/${name}/${object}`;
  const base = `<base_backup>S3('https://${bucket}.s3.${region}.amazonaws.com/clickhouse/${FULL}/')</base_backup>`;
  const objects = [
    [place(FULL, ".backup"), "<config></config>"],
    [place(FULL, "data/1.bin"), "one"],
    [place(NEWEST, ".backup"), `<config>${base}</config>`],
    [place(NEWEST, "data/2.bin"), "two"],
  ] as const;
  await s3.createBucket({
    Bucket: copies.backups,
    CreateBucketConfiguration: { LocationConstraint: "eu-north-1" },
  });
  for (const [Key, Body] of objects) {
    await aws.s3.putObject({ Bucket: bucket, Key, Body });
    await s3.putObject({ Bucket: copies.backups, Key, Body });
  }
  // ClickHouse removes it here, and S3 does not repeat that.
  await s3.putObject({ Bucket: copies.backups, Key: place(NEWEST, ".lock"), Body: "" });
  const behind = async (minutes: string) =>
    match(
      endedWell(await verify("clickhouse")),
      new RegExp(`clickhouse in eu-north-1 is ${minutes} minutes`),
    );
  await step("finds the newest backup of ClickHouse whose objects are all there", () => behind("3\\d"));
  await step("counts none of which a part is still on its way", async () => {
    await s3.putObject({ Bucket: copies.backups, Key: place(NEWEST, "data/2.bin"), Body: "tw" });
    await behind("18\\d");
  });
  await step("counts none whose base is not there", async () => {
    await s3.putObject({ Bucket: copies.backups, Key: place(NEWEST, "data/2.bin"), Body: "two" });
    await s3.deleteObject({ Bucket: copies.backups, Key: place(FULL, "data/1.bin") });
    refused(await verify("clickhouse"), 1, [
      "none of the newest backups of ClickHouse is whole in eu-north-1",
    ]);
  });
}

async function lookAtEvents({ aws }: Scene, verify: Verify, step: Step): Promise<void> {
  const report = (place: string, seconds: number, minutes: number) =>
    replicationFigures(aws.in(place), { source: BLOBS, destination: copies.blobs, rule: "all" })(
      seconds,
      minutes,
    );
  await step("hears nothing of events that S3 said in the first region, or an hour ago", async () => {
    await report("eu-west-1", 1, 3);
    await report(copies.region, 1, 60);
    refused(await verify("events"), 1, ["S3 has reported no ReplicationLatency"]);
  });
  await step("takes the most that S3 reported of events", async () => {
    for (const [seconds, minutes] of [
      [60, 25],
      [660, 15],
      [12, 3],
    ] as const)
      await report(copies.region, seconds, minutes);
    match(endedWell(await verify("events")), /events in eu-north-1 is 11 minutes behind/);
  });
}

async function lookAtSecrets({ aws }: Scene, verify: Verify, step: Step): Promise<void> {
  const [Name = ""] = copies.secrets;
  await step("compares the values of a secret without reading them", async () => {
    await aws.secrets.createSecret({
      Name,
      SecretString: "value",
      AddReplicaRegions: [{ Region: copies.region }],
    });
    match(endedWell(await verify("secrets")), /secrets in eu-north-1 is 0 minutes behind/);
  });
}

async function lookAtDatabase(verify: Verify, step: Step): Promise<void> {
  const backup = ([status, hours]: readonly [string, number]) =>
    `<DBInstanceAutomatedBackup><Status>${status}</Status><RestoreWindow><LatestTime>${hoursAgo(hours)}</LatestTime></RestoreWindow></DBInstanceAutomatedBackup>`;
  const backups = (...found: readonly (readonly [status: string, hours: number])[]) => ({
    DescribeDBInstanceAutomatedBackups: xml(
      "DescribeDBInstanceAutomatedBackups",
      `<DBInstanceAutomatedBackups>${found.map(backup).join("")}</DBInstanceAutomatedBackups>`,
    ),
  });
  const says = answering(verify, step);
  await says(
    "counts from the last second that RDS has copied, of the instance that it still copies",
    "postgres",
    backups(["retained", 0.1], ["replicating", 0.5]),
    0,
    "postgres in eu-north-1 is 3",
  );
  await says(
    "notices that RDS copies nothing any more",
    "postgres",
    backups(["retained", 0.1]),
    1,
    "no backup of langfuse-drill-postgres that RDS goes on copying in eu-north-1",
  );
  await says(
    "finds the newest whole copy in the vault there",
    "vault",
    recoveryPoints(["COMPLETED", 50], ["COMPLETED", 8], ["PARTIAL", 1]),
    0,
    "vault in eu-north-1 is 48",
  );
  await says(
    "counts no copy in the vault that is not whole",
    "vault",
    recoveryPoints(["PARTIAL", 1]),
    1,
    "no complete copy in the vault langfuse-drill-copies",
  );
}
