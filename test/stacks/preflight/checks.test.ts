import { defineEnvironment } from "../../../environments/schema";
import type { Check, Context } from "../../../stacks/preflight/check";
import { verdicts } from "../../../stacks/preflight/check";
import { account } from "../../../stacks/preflight/checks/account";
import { firingAlerts } from "../../../stacks/preflight/checks/alarms";
import { pairs, placeholders } from "../../../stacks/preflight/checks/files";
import { rollouts, versionSteps } from "../../../stacks/preflight/checks/running";
import { postgresStorage } from "../../../stacks/preflight/checks/storage";
import {
  backups,
  clickHouseMigrations,
  clickHouseReplicas,
  insideLangfuse,
} from "../../../stacks/preflight/checks/stores";
import { sample } from "../../support/sample-environment";
import { type Answers, well } from "./answers";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const environment = defineEnvironment(sample);

/** Reasons of a check, when a few answers differ from those of a healthy platform. */
async function reasons(check: Check, changed: Answers = {}): Promise<readonly string[]> {
  const answers = { ...well(environment, NOW), ...changed };
  const context: Context = {
    environment,
    now: NOW,
    ask: async (program, args) => {
      const line = [program, ...args].join(" ");
      const [, answer] = Object.entries(answers).find(([part]) => line.includes(part)) ?? [];
      if (answer === undefined) throw new Error(`'${line.slice(0, 60)}' says: not found`);
      return answer;
    },
  };
  const [verdict] = await verdicts([check], context);
  return verdict?.reasons ?? [];
}

const step = (component: string) => {
  const check = versionSteps.find(({ subject }) => subject === `step of ${component}`);
  if (!check) throw new Error(`nothing checks the step of '${component}'`);
  return check;
};

describe("a platform that is well", () => {
  it.each([
    pairs,
    ...versionSteps,
    rollouts,
    insideLangfuse,
    clickHouseMigrations,
    clickHouseReplicas,
    postgresStorage,
    backups,
    account,
    firingAlerts,
  ])("has nothing against it: $subject", async (check) => {
    expect(await reasons(check)).toEqual([]);
  });
});

it.each([
  ...[...versionSteps, rollouts, insideLangfuse, clickHouseMigrations, clickHouseReplicas],
  ...[postgresStorage, backups, account, firingAlerts],
])("refuses when it cannot tell: $subject", async (check) => {
  const nobody = Object.fromEntries(Object.keys(well(environment, NOW)).map((part) => [part, undefined]));
  const [reason, ...others] = await reasons(check, nobody);
  expect(others).toEqual([]);
  expect(reason).toMatch(/^cannot be told: '(kubectl|aws) .+' says: not found$/);
});

describe("placeholders", () => {
  it("names every example in the environment file, by its path", async () => {
    const found = await reasons(placeholders);
    expect(found).toContain(
      "accountId is '111111111111', an example; write your own in environments/sample.ts",
    );
    expect(found).toContain(
      "edge.domain is 'langfuse.example.com', an example; write your own in environments/sample.ts",
    );
    expect(found.some((reason) => reason.startsWith("postgres"))).toBe(false);
  });
});

describe("reasons against a deployment", () => {
  it("are a newer version that runs", async () => {
    expect(await reasons(step("langfuse"), { "-n langfuse get deployments": deployment("4.17.0") })).toEqual([
      expect.stringContaining("langfuse would go from 4.17.0 to 4.16.0"),
    ]);
  });

  it("are a chart that is not there", async () => {
    expect(await reasons(step("keda"), { "-n keda get deployments": '{"items":[]}' })).toEqual([
      "cannot be told: nothing of the chart 'keda' in namespace 'keda'; deploy it first",
    ]);
  });

  it("are a deployment that is being rolled out, and an operator at work", async () => {
    const changed = {
      "-n langfuse get deployments": deployment("4.16.0", 1),
      "get chi langfuse": "InProgress",
    };
    expect(await reasons(rollouts, changed)).toEqual([
      "deployment 'langfuse-web' is not ready; see runbooks/alerts/RolloutStuck.md, or wait for it",
      "the operator is at work on ClickHouse ('InProgress'); wait until it says Completed",
    ]);
  });

  it("are migrations that did not end, and queues that are full", async () => {
    const inside = JSON.stringify({
      migrations: [{ name: "20260801_add_column" }],
      background: [
        { name: "backfill", reason: "" },
        { name: "other", reason: "timeout" },
      ],
      waiting: { "otel-ingestion-queue": 1001, "ingestion-queue": 1000 },
    });
    expect(await reasons(insideLangfuse, { "exec deployment/langfuse-worker": inside })).toEqual([
      expect.stringContaining("migration '20260801_add_column' of Postgres began and did not end"),
      "background migration 'backfill' goes on; wait until Langfuse calls it finished",
      "background migration 'other' failed: timeout; see runbooks/alerts/BackgroundMigrationStopped.md#one-has-failed",
      expect.stringContaining("1001 jobs are in otel-ingestion-queue, more than 1000; wait, or scale"),
    ]);
  });

  it("are a dirty migration of ClickHouse, or no schema", async () => {
    expect(await reasons(clickHouseMigrations, { "default.schema_migrations": "46\t1\n" })).toEqual([
      expect.stringContaining("migration 46 of ClickHouse is dirty"),
    ]);
    expect(await reasons(clickHouseMigrations, { "default.schema_migrations": "" })).toEqual([
      "ClickHouse has no schema yet; deploy with --first",
    ]);
  });

  it("are a replica too few, tables that take no writes, and a disk without room", async () => {
    const gib = 2 ** 30;
    const rows = [
      ["chi-0", 400 * gib, 1000 * gib, 50 * gib, 2],
      ["chi-1", 400 * gib, 1000 * gib, 140 * gib, 2],
      ["chi-2", 299 * gib, 1000 * gib, 50 * gib, 2],
    ].map((row) => row.join("\t"));
    expect(await reasons(clickHouseReplicas, { "system.disks": rows.join("\n") })).toEqual([
      "2 tables are read-only; see runbooks/alerts/ClickHouseReplicaReadonly.md",
      expect.stringContaining("chi-1 has 400 GiB free and needs 420; grow its volume"),
      expect.stringContaining("chi-2 has 299 GiB free and needs 300; grow its volume"),
    ]);
    expect(await reasons(clickHouseReplicas, { "system.disks": rows[0] })).toContain(
      "1 of 3 replicas answer; see runbooks/alerts/ClickHouseReplicaDown.md",
    );
  });

  it("are credentials of another account, with the way to the right ones", async () => {
    expect(await reasons(account, { "sts get-caller-identity": "222222222222\n" })).toEqual([
      "your credentials are for account 222222222222, but environments/sample.ts says 111111111111; " +
        "choose the other profile with AWS_PROFILE, or correct the file",
    ]);
  });

  it("are alerts that wake somebody, each once with its page", async () => {
    const firing = ["ValkeyDown", "ClickHouseUnavailable", "ValkeyDown"].map((alertname) => ({
      metric: { alertname, severity: "critical" },
      value: [1_700_000_000, "1"],
    }));
    expect(await reasons(firingAlerts, { "promtool query instant": JSON.stringify(firing) })).toEqual([
      "ClickHouseUnavailable is firing; see runbooks/alerts/ClickHouseUnavailable.md first",
      "ValkeyDown is firing; see runbooks/alerts/ValkeyDown.md first",
    ]);
  });

  it("are a Postgres without room, at its worst of the last minutes, or of which nothing is known", async () => {
    const { storageGib } = environment.postgres;
    const free = (share: number) => `${storageGib * share * 2 ** 30}`;
    expect(await reasons(postgresStorage, { FreeStorageSpace: `${free(0.5)}\t${free(0.09)}\n` })).toEqual([
      `Postgres has ${(storageGib * 0.09).toFixed(1)} GiB free and needs ${(storageGib * 0.1).toFixed(1)}; ` +
        "see runbooks/alerts/PostgresStorageLow.md",
    ]);
    expect(await reasons(postgresStorage, { FreeStorageSpace: "\n" })).toEqual([
      "cannot be told: CloudWatch has no FreeStorageSpace of langfuse-sample-postgres for 15 minutes",
    ]);
  });

  it("are backups that are old, or not there", async () => {
    const old = {
      "get cronjob clickhouse-backup": "2026-11-22T09:59:00Z",
      LatestRestorableTime: "2026-11-22T11:29:00+00:00",
    };
    expect(await reasons(backups, old)).toEqual([
      "the last backup of ClickHouse is 121 minutes old, more than 120; make one first",
      "the newest second to which Postgres can be restored is 31 minutes old, more than 30; make one first",
    ]);
    expect(await reasons(backups, { "get cronjob clickhouse-backup": "" })).toEqual([
      "there is no last backup of ClickHouse yet; wait for the first, or run it now",
    ]);
  });
});

function deployment(version: string, available = 2): string {
  return JSON.stringify({
    items: [
      {
        metadata: { name: "langfuse-web", labels: { "helm.sh/chart": "langfuse-2.0.0" } },
        spec: {
          replicas: 2,
          template: { spec: { containers: [{ image: `docker.io/langfuse/langfuse:${version}` }] } },
        },
        status: { updatedReplicas: 2, availableReplicas: available },
      },
    ],
  });
}
