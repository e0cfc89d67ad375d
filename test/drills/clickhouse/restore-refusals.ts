import { deepEqual, ok } from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { refused } from "../script";
import type { Variables } from "./cron-job";
import { flipped, whileDamaged } from "./damage";
import { SCRIPT, type Scene } from "./restore-script";
import { BUCKET, ENVIRONMENT } from "./store";

/** Before this time lies one backup more than the drill has restored. */
const TIME = "2026-11-22T02:30:00Z";
const OLD = `langfuse-${ENVIRONMENT}-postgres-before-20261122t040000z`;
const DATA = /^clickhouse\/20261122T020000Z-incremental\/data\/.*events_full\/.*data\.bin$/;

/** What the script does not do, and what it says instead. */
export async function refusals(scene: Scene): Promise<void> {
  const { store, operator, report, folder } = scene;
  const step = (name: string, work: () => Promise<void>) => report.step(SCRIPT, name, work);
  const restore = (time = TIME, answer = `restore ${ENVIRONMENT}`, variables: Variables = {}) =>
    operator.runs(SCRIPT, [ENVIRONMENT, time], { answer, variables });
  await step("names everything that is wrong with its input, and asks nobody", async () => {
    const before = operator.kubectlCalls().length;
    const variables = {
      REGION: "",
      KUBECTL_CLUSTER: "arn:aws:eks:eu-west-1:123456789012:cluster/langfuse-dev",
    };
    refused(await operator.runs(SCRIPT, ["Drill!", "yesterday", "--force"], { variables }), 2, [
      "'--force' is no option",
      "'Drill!' is no environment",
      "'yesterday' is no time",
      "no region; export REGION=",
      "kubectl speaks to 'arn:aws:eks:eu-west-1:123456789012:cluster/langfuse-dev', not to langfuse-Drill!",
    ]);
    refused(await operator.runs(SCRIPT, []), 2, ["no environment;", "no time;"]);
    refused(await restore("2036-02-30T00:00:00Z"), 2, ["'2036-02-30T00:00:00Z' is no time"]);
    refused(await restore("2126-01-01T00:00:00Z"), 2, ["'2126-01-01T00:00:00Z' is in the future"]);
    ok(
      operator
        .kubectlCalls()
        .slice(before)
        .every((call) => call.startsWith("config view")),
    );
  });
  await step("does not read one account's backups into another's cluster", async () => {
    const elsewhere = `arn:aws:eks:eu-west-1:999999999999:cluster/langfuse-${ENVIRONMENT}`;
    refused(await restore(TIME, "", { KUBECTL_CLUSTER: elsewhere }), 1, [
      `kubectl speaks to ${elsewhere}, and AWS is asked for account 123456789012 in eu-west-1; choose`,
    ]);
  });
  await step(
    "does not begin without room for a second copy, or without an answer of ClickHouse",
    async () => {
      const answers = join(folder, "answers");
      writeFileSync(answers, "free_space=>1000000\\n\n");
      refused(await restore(TIME, "", { KUBECTL_ANSWERS: answers }), 1, [
        "free on the fullest replica: 0 MiB",
        "the fullest replica has no room for a second copy; grow the volumes first",
      ]);
      refused(await restore(TIME, "", { KUBECTL_REFUSES: "clickhouse-client" }), 1, [
        "replica 0 of ClickHouse does not answer; kubectl -n clickhouse get pods",
      ]);
    },
  );
  await step("passes over what cannot be restored, and does nothing unless it is told to", async () => {
    await store.backUp("20261122T020500Z-full");
    await store.backUp("20261122T021000Z-incremental", "20261122T020500Z-full");
    for (const name of ["20261122T020500Z-full", "20261122T022000Z-full"])
      await store.aws.s3.deleteObject({ Bucket: BUCKET, Key: `clickhouse/${name}/.backup` });
    await store.aws.s3.putObject({
      Bucket: BUCKET,
      Key: "clickhouse/20261122T022000Z-full/data/part",
      Body: "x",
    });
    const before = operator.kubectlCalls().length;
    refused(await restore(TIME, "yes"), 1, [
      "passed over: 20261122T022000Z-full was never completed",
      "passed over: 20261122T021000Z-incremental builds on 20261122T020500Z-full, which is not there",
      "backup: 20261122T020000Z-incremental, on 20261122T000000Z-full",
      "'yes' was typed and not 'restore drill'; nothing was changed",
    ]);
    const calls = operator.kubectlCalls().slice(before);
    deepEqual(
      calls.filter((call) => /annotate|RESTORE|CREATE|DROP/.test(call)),
      [],
    );
  });
  await step("does not take a backup that it may not read for one that was never completed", async () => {
    const program = join(folder, "bin", "aws");
    const denied = "An error occurred (AccessDenied) when calling the GetObject operation: no kms:Decrypt";
    writeFileSync(
      program,
      `#!/bin/sh\ncase "$*" in *get-object*) echo "${denied}" >&2; exit 254;; esac\nPATH="\${PATH#*:}" exec aws "$@"\n`,
      { mode: 0o755 },
    );
    try {
      const { status, said } = await restore();
      refused({ status, said }, 1, [
        "the description of 20261122T022000Z-full cannot be read",
        "no kms:Decrypt",
        "who may use the key of its backups",
      ]);
      ok(!said.includes("passed over"), said);
    } finally {
      rmSync(program);
    }
  });
  await step("says that there is no backup from before a time", async () => {
    refused(await restore("2026-11-01T00:00:00Z"), 1, [
      "no complete backup in",
      "is from 2026-11-01T00:00:00Z",
    ]);
  });
  await step("does not take other bytes of the same length for a restore", () =>
    whileDamaged(store, DATA, flipped, async () =>
      refused(await restore(), 1, [
        "events_full came back damaged",
        "CHECKSUM_DOESNT_MATCH",
        "Give a TIME before",
      ]),
    ),
  );
  await step("says what ClickHouse says of a truncated object", () =>
    whileDamaged(
      store,
      DATA,
      (body) => body.subarray(0, 1000),
      async () =>
        refused(await restore(), 1, ["the restore ended with 'RESTORE_FAILED'", "ATTEMPT_TO_READ_AFTER_EOF"]),
    ),
  );
  await step("does not switch to what was not checked", async () => {
    refused(await operator.runs(SCRIPT, [ENVIRONMENT, "2026-11-22T00:30:00Z", "--switch"]), 1, [
      "nothing complete was restored to 2026-11-22T00:30:00Z",
    ]);
  });
  await step("keeps ClickHouse from being newer than a Postgres that was restored", async () => {
    await store.aws.rds.createDBInstance({
      DBInstanceIdentifier: OLD,
      DBInstanceClass: "db.t4g.medium",
      Engine: "postgres",
      Tags: [
        { Key: "restored-to", Value: "2026-11-22T01:45:00Z" },
        { Key: "replaced-at", Value: "2026-11-22T04:00:00Z" },
      ],
    });
    refused(await restore(), 1, ["take 2026-11-22T01:45:00Z as TIME, or add --newer-than-postgres"]);
  });
}
