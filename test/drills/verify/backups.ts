import { equal, match } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUCKET, missingForClickHouse, Store } from "../clickhouse/store";
import { createTables, ingest } from "../clickhouse/traces";
import type { Drill } from "../drill";
import { endedWell, missingForScripts, refused } from "../script";
import { xml } from "./replies";
import { answering, hoursAgo, named, recoveryPoints, type Step, type Verify, verifier } from "./verifier";

/** The job that looks at backups, with AWS's own program: at backups that a real ClickHouse has made, at buckets as they are,
 *  and at what RDS, AWS Backup and ElastiCache say. */
export const backupVerify: Drill = {
  name: "backup-verify",
  missing: () => [...missingForClickHouse(), ...missingForScripts()],
  run: async (report, folder) => {
    const store = await Store.start(folder);
    const step = (name: string, work: () => Promise<void>) => report.step("backup-verify", name, work);
    try {
      const verify = verifier(store, folder);
      await lookAtClickHouse(store, verify, step);
      await lookWithoutPermission(verify, step, folder);
      await lookAtBuckets(store, verify, step);
      await lookAtServices(verify, step);
    } finally {
      await store.stop();
    }
  },
};

async function lookAtClickHouse(store: Store, verify: Verify, step: Step): Promise<void> {
  const full = named(3, "full");
  await step("says that there is no backup of ClickHouse", async () =>
    refused(await verify("clickhouse"), 1, ["the newest complete backup is missing"]),
  );
  await createTables(store.engine);
  await ingest(store.engine, 0, 2_000);
  await store.backUp(full);
  await step("says that the newest is too old", async () =>
    refused(await verify("clickhouse"), 1, [
      "the newest complete backup is 18",
      "minutes old, more than 120",
    ]),
  );
  const newest = named(0.5, "incremental");
  await ingest(store.engine, 2_000, 100);
  await store.backUp(newest, full);
  await step("reads in ClickHouse's own description how much it holds", async () => {
    match(endedWell(await verify("clickhouse")), new RegExp(`${full} holds [1-9]\\d{4,} bytes`));
  });
  await step("notices a base that is gone", async () => {
    await store.aws.s3.deleteObject({ Bucket: BUCKET, Key: `clickhouse/${full}/.backup` });
    refused(await verify("clickhouse"), 1, [`${newest} needs ${full}, which is not complete`]);
  });
}

/** Names of backups may be seen, and no description of one. */
async function lookWithoutPermission(verify: Verify, step: Step, folder: string): Promise<void> {
  const denied = join(folder, "denied");
  mkdirSync(denied);
  const script = [
    "#!/bin/sh",
    'case "$*" in *"/.backup --query"*) echo "AccessDenied: not authorized to perform" >&2; exit 254 ;; esac',
    'PATH=$(echo "$PATH" | cut -d: -f2-) exec aws "$@"',
  ];
  writeFileSync(join(denied, "aws"), script.join("\n"), { mode: 0o755 });
  await step("does not take a refusal for a backup that is not complete", async () => {
    const { status, said } = await verify("clickhouse", { PATH: `${denied}:${process.env.PATH}` });
    refused({ status, said }, 1, ["S3 does not tell which backups are complete; the line above says why"]);
    equal(said.split("AccessDenied").length, 2, said);
  });
}

async function lookAtBuckets({ aws: { s3 } }: Store, verify: Verify, step: Step): Promise<void> {
  const locked = `${BUCKET}-locked`;
  await step("notices a bucket without versions, without lock, without copies", async () => {
    refused(await verify("s3"), 1, [`${BUCKET} keeps no versions`]);
    await s3.putBucketVersioning({ Bucket: BUCKET, VersioningConfiguration: { Status: "Enabled" } });
    refused(await verify("s3"), 1, [`${BUCKET} does not lock what is written to it`]);
    refused(await verify("s3", { REPLICATED: "true" }), 1, [
      `${BUCKET} is not replicated: its rules are 'missing'`,
    ]);
  });
  await step("is content with versions and a lock", async () => {
    await s3.createBucket({
      Bucket: locked,
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      ObjectLockEnabledForBucket: true,
    });
    await s3.putObjectLockConfiguration({
      Bucket: locked,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 35 } },
      },
    });
    endedWell(await verify("s3", { BUCKET: locked }));
  });
}

async function lookAtServices(verify: Verify, step: Step): Promise<void> {
  const instance = (hours: number) => ({
    DescribeDBInstances: xml(
      "DescribeDBInstances",
      `<DBInstances><DBInstance><LatestRestorableTime>${hoursAgo(hours)}</LatestRestorableTime></DBInstance></DBInstances>`,
    ),
  });
  const snapshots = (...found: readonly (readonly [status: string, hours: number])[]) => ({
    DescribeSnapshots: xml("DescribeSnapshots", `<Snapshots>${found.map(snapshot).join("")}</Snapshots>`),
  });
  const says = answering(verify, step);
  const two = [
    ["COMPLETED", 50],
    ["COMPLETED", 5],
    ["PARTIAL", 1],
  ] as const;
  await says(
    "finds the newest whole copy in the vault, in any order",
    "postgres",
    { ...instance(0.1), ...recoveryPoints(...two) },
    0,
    "the newest copy in the vault is 300 minutes old",
  );
  await says(
    "counts no copy that is not whole",
    "postgres",
    { ...instance(0.1), ...recoveryPoints(["PARTIAL", 1]) },
    1,
    "the newest copy in the vault is missing",
  );
  await says(
    "notices that Postgres cannot be restored to now",
    "postgres",
    { ...instance(1), ...recoveryPoints(...two) },
    1,
    "can be restored to is 60 minutes old, more than 30",
  );
  await says(
    "finds the newest whole snapshot of the queue",
    "valkey",
    snapshots(["available", 40], ["available", 7], ["creating", 0]),
    0,
    "the queue is 420 minutes old",
  );
  await says(
    "counts no snapshot that is on its way",
    "valkey",
    snapshots(["creating", 0]),
    1,
    "of the queue is missing",
  );
}

function snapshot([status, hours]: readonly [string, number]): string {
  const created = `<SnapshotCreateTime>${hoursAgo(hours)}</SnapshotCreateTime>`;
  const nodes = `<NodeSnapshots><NodeSnapshot>${created}</NodeSnapshot></NodeSnapshots>`;
  return `<Snapshot><SnapshotStatus>${status}</SnapshotStatus>${nodes}</Snapshot>`;
}
