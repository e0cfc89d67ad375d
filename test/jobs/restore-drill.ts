import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresRestoreDrillJob } from "../../constructs/postgres-restore-drill";
import { type Answers, writeAws } from "../support/aws-stand-in";
import { hearingFigures } from "../support/figures";
import { freePort } from "../support/free-port";
import type { Report } from "../support/report";
import { endpoint, runContainer, runJob, type Variables } from "./job";
import { master, Server } from "./server";

const SCRIPTS = join(__dirname, "..", "..", "charts-values", "operations");
const PASSWORD = "Monitor2password";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/data";

/** As far as Prisma makes them for Langfuse 4.16.0. */
const SCHEMA = [
  "CREATE TABLE _prisma_migrations (id text, checksum text, finished_at timestamptz, migration_name text, rolled_back_at timestamptz)",
  "CREATE TABLE organizations (id text PRIMARY KEY, created_at timestamp(3) NOT NULL)",
  "CREATE TABLE prompts (id text PRIMARY KEY, created_at timestamp(3) NOT NULL)",
];

/** A year ago, two hours before the backup of five o'clock, and after it. */
const CONTENT = [
  "INSERT INTO _prisma_migrations VALUES ('1', 'c1', '2025-11-01', '20250101_first', NULL)",
  "INSERT INTO _prisma_migrations VALUES ('2', 'c2', '2025-11-02', '20250202_second', NULL)",
  "INSERT INTO organizations SELECT 'o' || n, '2025-11-01' FROM generate_series(1, 5) AS n",
  "INSERT INTO prompts SELECT 'p' || n, '2026-11-01 03:00' FROM generate_series(1, 2000) AS n",
];

/** One job that restored the backup of five o'clock in 25 minutes. */
const COMPLETED =
  "job-1\\tCOMPLETED\\tarn:aws:rds:eu-west-1:123456789012:db:awsbackup-restore-test-1\\t2026-11-01T06:30:00+00:00" +
  "\\t2026-11-01T06:55:00+00:00\\t2026-11-01T05:00:00+00:00\\tNone\\n";
const TAKEN = ["put-restore-validation-result", ""] as const;

/** The three containers of the drill of Postgres, one after the other: against two servers, of which one stands for what
 *  AWS Backup has restored, and an AWS that answers from a list. */
export async function restoreDrillJob(source: Server, programs: string, report: Report): Promise<void> {
  const restored = new Server(programs, await freePort());
  await restored.start();
  const check = (name: string, work: () => Promise<void>) =>
    report.check("restore-drill-postgres", name, work);
  const drill = new Drill(source, restored, programs);
  try {
    for (const server of [source, restored]) {
      prepare(server, programs);
      for (const statement of [...SCHEMA, ...CONTENT]) asLangfuse(server, statement);
    }
    // What people did after the backup.
    asLangfuse(source, "INSERT INTO prompts VALUES ('later', '2026-11-01 08:00')");
    asLangfuse(source, "DELETE FROM prompts WHERE id = 'p7'");
    asLangfuse(
      source,
      "INSERT INTO _prisma_migrations VALUES ('3', 'c3', '2026-11-01 07:00+00', '20261101_third', NULL)",
    );

    await check("is content with a backup that has all there was, and tells AWS so", async () => {
      const { exitCode, output, calls, figures } = await drill.run();
      assert.equal(exitCode, 0, output);
      assert.match(
        calls,
        /put-restore-validation-result --restore-job-id job-1 --validation-status SUCCESSFUL/,
      );
      assert.match(output, /2005 rows from before 2026-11-01 04:00:00\+00, of which none .+ is missing$/m);
      const { seconds, backup_age_seconds, newest_row_age_seconds, rows, missing_rows, succeeded } = figures;
      assert.deepEqual([seconds, backup_age_seconds, newest_row_age_seconds], [1500, 5400, 3600]);
      assert.deepEqual([rows, missing_rows, succeeded], [2005, 0, 1]);
    });
    await check("compares the same rows on both sides where it compares some of them", async () => {
      const { exitCode, output } = await drill.run({ MOST_ROWS: "100" });
      assert.equal(exitCode, 0, output);
    });
    for (const { name, statement, undo, says } of DAMAGES)
      await check(`refuses a backup with ${name}, and tells AWS why`, async () => {
        asLangfuse(restored, statement);
        try {
          const { exitCode, output, calls, figures } = await drill.run();
          assert.equal(exitCode, 1, output);
          assert.match(calls, says);
          assert.match(calls, /--validation-status FAILED/);
          assert.match(
            output,
            /is not what it should be: .+; runbooks\/alerts\/PostgresRestoreDrillFailed\.md/,
          );
          assert.equal(figures.succeeded, 0);
        } finally {
          asLangfuse(restored, undo);
        }
      });
    for (const { name, answers = [], changed = {}, says } of strangers(source, await freePort()))
      await check(`refuses ${name}, and tells AWS why`, async () => {
        const { exitCode, output, calls } = await drill.run(changed, answers);
        assert.equal(exitCode, 1, output);
        assert.match(calls, /--validation-status FAILED/);
        assert.match(calls, says);
        assert.ok(!(output + calls).includes(PASSWORD), "the password is told");
      });
    for (const { name, answers = [], changed = {}, says } of await unjudged())
      await check(`fails without a verdict ${name}`, async () => {
        const { exitCode, output, calls, figures } = await drill.run(changed, answers);
        assert.equal(exitCode, 1, output);
        assert.match(output, says);
        assert.ok(!calls.includes("SUCCESSFUL") && !calls.includes("FAILED"), calls);
        assert.equal(figures.succeeded, 0);
      });
    await check("refuses a backup that takes connections without TLS", async () => {
      restored.letPlainly();
      const { output, calls } = await drill.run();
      assert.match(calls, /FAILED --validation-status-message it takes connections without TLS/, output);
    });
  } finally {
    await restored.stop();
    drill.remove();
  }
}

/** Role, database and functions, as a deployment makes them. */
function prepare(server: Server, programs: string): void {
  const secrets = { PGUSER: master.username, PGPASSWORD: master.password, PASSWORD: "Fourth0password" };
  const { exitCode, output } = runJob(server, programs, { ...secrets, MONITOR_PASSWORD: PASSWORD });
  assert.equal(exitCode, 0, output);
}

/** As the owner of the tables. */
function asLangfuse(server: Server, statement: string): void {
  server.sql(`SET ROLE langfuse; ${statement}`, "langfuse");
}

const DAMAGES = [
  {
    name: "missing rows",
    statement: "DELETE FROM prompts WHERE id IN ('p1', 'p2')",
    undo: "INSERT INTO prompts VALUES ('p1', '2026-11-01 03:00'), ('p2', '2026-11-01 03:00')",
    says: /it lacks 2 rows that the database has from before/,
  },
  {
    name: "an empty table",
    statement: "ALTER TABLE organizations RENAME TO away; CREATE TABLE organizations (LIKE away)",
    undo: "DROP TABLE organizations; ALTER TABLE away RENAME TO organizations",
    says: /it lacks 5 rows/,
  },
  {
    name: "no such table",
    statement: "ALTER TABLE organizations RENAME TO away",
    undo: "ALTER TABLE away RENAME TO organizations",
    says: /it lacks 5 rows/,
  },
  {
    name: "a missing migration",
    statement: "DELETE FROM _prisma_migrations WHERE id = '2'",
    undo: "INSERT INTO _prisma_migrations VALUES ('2', 'c2', '2025-11-02', '20250202_second', NULL)",
    says: /it lacks the migration 20250202_second/,
  },
  {
    name: "another migration of the same name",
    statement: "UPDATE _prisma_migrations SET checksum = 'other' WHERE id = '2'",
    undo: "UPDATE _prisma_migrations SET checksum = 'c2' WHERE id = '2'",
    says: /it lacks the migration 20250202_second, or has another of that name/,
  },
  {
    name: "a migration that nobody knows",
    statement: "INSERT INTO _prisma_migrations VALUES ('9', 'c9', '2025-11-03', '20250303_unknown', NULL)",
    undo: "DELETE FROM _prisma_migrations WHERE id = '9'",
    says: /it has the migration 20250303_unknown/,
  },
];

interface Case {
  readonly name: string;
  readonly answers?: Answers;
  readonly changed?: Variables;
  readonly says: RegExp;
}

const described = (host: string, port: number, key = KEY, encrypted = "True", open = "False") =>
  ["describe-db-instances", `${[host, port, key, encrypted, open].join("\\t")}\\n`] as const;

/** What is no copy of ours, or open to others. */
function strangers(source: Server, closedPort: number): Case[] {
  return [
    {
      name: "another key",
      answers: [described("127.0.0.1", 1, "arn:other")],
      says: /encrypted with 'arn:other'/,
    },
    {
      name: "no encryption",
      answers: [described("127.0.0.1", 1, "None", "False")],
      says: /encrypted with 'None'/,
    },
    {
      name: "an instance on the internet",
      answers: [described("127.0.0.1", 1, KEY, "True", "True")],
      says: /it can be reached from the internet/,
    },
    {
      name: "an instance that nobody reaches",
      answers: [described("127.0.0.1", closedPort)],
      says: /nothing answers there as our Postgres with TLS: .*refused/,
    },
    {
      name: "a server whose certificate somebody else signed",
      changed: { PGSSLROOTCERT: source.authority() },
      says: /nothing answers there as our Postgres with TLS: .*certificate verify failed/,
    },
  ];
}

/** Where nothing is known of the backup. */
async function unjudged(): Promise<Case[]> {
  const failed = COMPLETED.replace("COMPLETED", "FAILED");
  const soon = { PATIENCE_SECONDS: "0", PAUSE_SECONDS: "0" };
  return [
    {
      name: "when AWS Backup could not restore it, and says why",
      answers: [
        ["list-restore-jobs", failed],
        ["describe-restore-job --restore-job-id job-1", "no room\\n"],
      ],
      says: /could not restore the database: no room; runbooks\/account\/RestoreFailed\.md/,
    },
    {
      name: "when no test began",
      answers: [["list-restore-jobs", "None\\n"]],
      changed: soon,
      says: /no restore test of the last 12 hours has ended: none began;/,
    },
    {
      name: "when the test has not ended",
      answers: [["list-restore-jobs", COMPLETED.replace("COMPLETED", "RUNNING")]],
      changed: soon,
      says: /has ended: RUNNING;/,
    },
    {
      name: "when what was restored is gone",
      answers: [["list-restore-jobs", COMPLETED.replace("None", "SUCCESSFUL")]],
      says: /what job-1 restored is deleted, or about to be: SUCCESSFUL;/,
    },
    {
      name: "when the database that people use does not answer",
      changed: { SOURCE_PORT: String(await freePort()) },
      says: /Postgres at 127\.0\.0\.1 did not answer: .*refused/,
    },
  ];
}

/** The containers with what they share. */
class Drill {
  private readonly folder = mkdtempSync(join(tmpdir(), "restore-drill-"));

  constructor(
    private readonly source: Server,
    private readonly restored: Server,
    private readonly programs: string,
  ) {}

  async run(changed: Variables = {}, answers: Answers = []) {
    const { folder, source, restored, programs } = this;
    // What a pod before it has written is gone with it.
    const shared = mkdtempSync(join(folder, "pod-"));
    writeAws(shared, [
      ...answers,
      ["list-restore-jobs", COMPLETED],
      described("127.0.0.1", restored.port),
      TAKEN,
    ]);
    const authorities = join(shared, "authorities.pem");
    for (const server of [source, restored]) appendFileSync(authorities, readFileSync(server.authority()));
    const { containers } = this.pod();
    const { outcome, lines } = await hearingFigures((figures) =>
      ["find", "compare", "report"].map((step) => {
        const container = containers.find(({ command }) => command?.at(-1) === step);
        return runContainer({
          ...container,
          command: container?.command?.map((word) => word.replace("/scripts", SCRIPTS)),
          programs,
          secrets: { PGPASSWORD: PASSWORD },
          changed: {
            PATH: `${shared}:${programs}:/usr/bin:/bin`,
            FOLDER: shared,
            PGSSLROOTCERT: authorities,
            ...figures,
            ...changed,
          },
        });
      }),
    );
    const heard = lines.map((line) => {
      const [, name = line, value] = /^operations\.restore-drill-postgres\.(\w+):(\d+)\|g$/.exec(line) ?? [];
      return [name, Number(value)] as const;
    });
    return {
      // As of a pod: it has failed when one of its containers has.
      exitCode: Math.max(...outcome.map(({ exitCode }) => exitCode ?? 1)),
      output: outcome.map(({ output }) => output).join(""),
      calls: readFileSync(join(shared, "calls"), "utf8"),
      figures: Object.fromEntries(heard),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private pod() {
    const [, { spec }] = postgresRestoreDrillJob({
      account: { region: "eu-west-1", accountId: "123456789012" },
      test: { planArn: "arn:plan", keyArn: KEY },
      postgres: endpoint(this.source),
    });
    return spec.jobTemplate.spec.template.spec;
  }
}
