import { postgresStorage } from "../../../stacks/preflight/checks/storage";
import {
  backups,
  clickHouseMigrations,
  clickHouseReplicas,
  insideLangfuse,
} from "../../../stacks/preflight/checks/stores";
import { environment, reasons } from "./reasons";

describe("reasons of stores against a deployment", () => {
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
