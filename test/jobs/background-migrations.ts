import assert from "node:assert/strict";
import type { Report } from "../support/report";
import type { Variables } from "./job";
import { ask, keepsItsPassword, makeMonitor } from "./question";
import type { Server } from "./server";

/** As Prisma makes it for Langfuse 4.16.0. */
const TABLE = `CREATE TABLE background_migrations (id text PRIMARY KEY, name text NOT NULL UNIQUE, script text NOT NULL,
  args jsonb NOT NULL, state jsonb NOT NULL DEFAULT '{}', finished_at timestamp(3), failed_at timestamp(3),
  failed_reason text, worker_id text, locked_at timestamp(3))`;

const now = "now() AT TIME ZONE 'UTC'";

/** Rows by the values of their columns; the rest is as a migration of Langfuse inserts it. */
const rows = {
  finished: { finished_at: now, worker_id: "'w'" },
  running: { locked_at: now, worker_id: "'w'" },
  abandoned: { locked_at: `${now} - interval '6 minutes'`, worker_id: "'w'" },
  untouched: {},
  failed: { failed_at: now, failed_reason: "'secret of somebody'", worker_id: "'w'" },
  asleep: { args: `'{"envGate": "A_SWITCH"}'` },
  woken: { args: `'{"envGate": "A_SWITCH"}'`, worker_id: "'w'" },
} as const;

/** The job that looks at background migrations, against a server on which the role's job has run once. */
export async function backgroundMigrationsJob(
  server: Server,
  programs: string,
  report: Report,
): Promise<void> {
  const check = (name: string, work: () => Promise<void>) =>
    report.check("background-migrations", name, work);
  const look = (changed: Variables = {}) => ask(server, programs, "background-migrations", changed);
  makeMonitor(server, programs);

  await check("fails before there is a table, and says where to read on", async () => {
    const { exitCode, output, figures } = await look();
    assert.equal(exitCode, 1);
    assert.match(output, /^background-migrations: Postgres did not say .+; runbooks\/alerts\/\w+\.md/m);
    assert.deepEqual(figures, {});
  });
  server.sql(TABLE, "langfuse");
  server.sql("ALTER TABLE background_migrations OWNER TO langfuse", "langfuse");

  for (const { when, names, failed, stopped } of CASES)
    await check(when, async () => {
      server.sql("TRUNCATE background_migrations", "langfuse");
      for (const name of names) server.sql(insert(name), "langfuse");
      const { exitCode, output, figures } = await look();
      assert.equal(exitCode, 0, output);
      assert.deepEqual(figures, { failed, stopped });
      assert.ok(output.endsWith(`${failed} failed, nobody works on ${stopped}\n`), output);
      assert.ok(!output.includes("secret of somebody"), "the reason may quote data");
    });

  await check("names what it found, in its log", async () => {
    const { output } = await look();
    assert.match(output, /^background-migrations: failed failed$/m);
  });
  await keepsItsPassword(check, look, server.authority("stranger"));
}

const CASES: readonly {
  readonly when: string;
  readonly names: readonly (keyof typeof rows)[];
  readonly failed: number;
  readonly stopped: number;
}[] = [
  { when: "finds nothing where there is nothing", names: [], failed: 0, stopped: 0 },
  {
    when: "finds nothing where all is finished or asleep",
    names: ["finished", "asleep"],
    failed: 0,
    stopped: 0,
  },
  {
    when: "finds nothing wrong while one runs and others wait",
    names: ["running", "untouched"],
    failed: 0,
    stopped: 0,
  },
  { when: "counts one whose worker is gone", names: ["finished", "abandoned"], failed: 0, stopped: 1 },
  { when: "counts those that no worker ever took", names: ["untouched", "woken"], failed: 0, stopped: 2 },
  {
    when: "counts what failed, also while another one runs",
    names: ["failed", "running"],
    failed: 1,
    stopped: 0,
  },
];

function insert(name: keyof typeof rows): string {
  const values = { id: `'${name}'`, name: `'${name}'`, script: "'s'", args: "'{}'", ...rows[name] };
  return `INSERT INTO background_migrations (${Object.keys(values)}) VALUES (${Object.values(values)})`;
}
