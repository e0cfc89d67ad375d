import { deepEqual, notDeepEqual, rejects } from "node:assert/strict";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findPostgres } from "../../jobs/prerequisites";
import type { Report } from "../../support/report";
import type { Drill } from "../drill";
import { ArchivedPostgres } from "./server";

const COUNT = readFileSync(join(__dirname, "../../../runbooks/procedures/count-rows.sql"), "utf8");

/** The idea behind `restore-postgres.sh`, which RDS carries out out of sight: a copy, the changes since, and a second at
 *  which to stop. Also runs the count that the page compares with. */
export const pointInTime: Drill = {
  name: "point-in-time",
  missing: () => {
    const found = findPostgres(process.env);
    return "missing" in found ? [found.missing] : [];
  },
  run: async (report, folder) => {
    const found = findPostgres(process.env);
    if ("missing" in found) throw new Error(found.missing);
    const server = await ArchivedPostgres.create(found.programs, folder);
    try {
      await rehearse(server, join(folder, "archive"), report);
    } finally {
      await server.stop();
    }
  },
};

async function rehearse(server: ArchivedPostgres, archive: string, report: Report): Promise<void> {
  const step = (name: string, work: () => Promise<void>) => report.step("postgres", name, work);
  const isBack = async (time: string, expected: readonly string[]) => {
    const restored = await server.restored("base", time);
    try {
      deepEqual(contentsOf(restored), expected);
    } finally {
      await restored.stop();
    }
  };
  server.query("CREATE TABLE projects (id int PRIMARY KEY, name text)");
  // Langfuse has names in capitals, too.
  server.query('CREATE TABLE "Account" (id int)');
  server.query(
    "CREATE TABLE prompts (id int PRIMARY KEY, project_id int REFERENCES projects ON DELETE CASCADE, text text)",
  );
  write(server, 1);
  server.baseBackup("base");
  write(server, 1001);
  const good = contentsOf(server);
  await step("the runbook's count names each table with its rows", async () =>
    deepEqual(server.query(COUNT), ["Account|0", "projects|2000", "prompts|4000"]),
  );
  const before = await nextSecond(server);
  server.query("DELETE FROM projects WHERE id % 2 = 0");
  const bad = contentsOf(server);
  notDeepEqual(bad, good);
  const after = await nextSecond(server);
  write(server, 5001);
  server.query("SELECT pg_switch_wal()");
  await archived(server);
  await step("a second before the bad delete, every row of both tables is back", () => isBack(before, good));
  await step("a second after it, the rows are gone, and nothing later is there", () => isBack(after, bad));
  await step("the server that was restored from is what it was", async () => {
    deepEqual(server.query("SELECT count(*) FROM projects WHERE id > 5000"), ["1000"]);
  });
  await step("a time that the archive does not reach is an error", () =>
    rejects(
      server.restored("base", "2099-01-01 00:00:00+00"),
      /recovery ended before configured recovery target/,
    ),
  );
  await step("a lost part of the archive is an error", async () => {
    for (const file of readdirSync(archive)
      .filter((name) => /^[0-9A-F]{24}$/.test(name))
      .slice(1))
      rmSync(join(archive, file));
    await rejects(server.restored("base", after), /recovery ended before configured recovery target/);
  });
}

/** A thousand projects with two prompts each. */
function write(server: ArchivedPostgres, from: number): void {
  server.query(
    `INSERT INTO projects SELECT id, 'project ' || id FROM generate_series(${from}, ${from + 999}) id`,
  );
  server.query(
    `INSERT INTO prompts SELECT 2 * id + n, id, md5(id::text) FROM generate_series(${from}, ${from + 999}) id, (VALUES (0), (1)) v(n)`,
  );
}

/** Rows of every table, as the runbook counts them, and a checksum over all values. */
function contentsOf(server: ArchivedPostgres): string[] {
  return [
    ...server.query(COUNT),
    ...server.query("SELECT md5(string_agg(p::text, ',' ORDER BY id)) FROM projects p"),
    ...server.query("SELECT md5(string_agg(p::text, ',' ORDER BY id)) FROM prompts p"),
  ];
}

/** Whatever was written lies before this second, and whatever comes lies after it. */
async function nextSecond(server: ArchivedPostgres): Promise<string> {
  await pause(1100);
  const [time = ""] = server.query("SELECT date_trunc('second', clock_timestamp())");
  await pause(1100);
  return time;
}

async function archived(server: ArchivedPostgres): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const [isBehind] = server.query(
      "SELECT last_archived_wal IS NULL OR last_archived_wal < pg_walfile_name(pg_current_wal_lsn()) AND archived_count < 2 FROM pg_stat_archiver",
    );
    if (isBehind === "f") return;
    await pause(100);
  }
  throw new Error("nothing was archived within ten seconds");
}
