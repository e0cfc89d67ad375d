import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresRestoreDrillJob } from "../../constructs/postgres-restore-drill";
import { type Answers, writeAws } from "../support/aws-stand-in";
import { hearingFigures } from "../support/figures";
import { endpoint, runContainer, runJob, type Variables } from "./job";
import { master, type Server } from "./server";

const SCRIPTS = join(__dirname, "..", "..", "charts-values", "operations");
/** Of the role that both databases know. */
export const PASSWORD = "Monitor2password";
/** Of the data. */
export const KEY = "arn:aws:kms:eu-west-1:123456789012:key/data";

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
export const COMPLETED =
  "job-1\\tCOMPLETED\\tarn:aws:rds:eu-west-1:123456789012:db:awsbackup-restore-test-1\\t2026-11-01T06:30:00+00:00" +
  "\\t2026-11-01T06:55:00+00:00\\t2026-11-01T05:00:00+00:00\\tNone\\n";
const TAKEN = ["put-restore-validation-result", ""] as const;

/** What AWS says of an instance. */
export const described = (host: string, port: number, key = KEY, encrypted = "True", open = "False") =>
  ["describe-db-instances", `${[host, port, key, encrypted, open].join("\\t")}\\n`] as const;

/** Role, database and functions, as a deployment makes them, and what people have made since. */
export function prepare(server: Server, programs: string): void {
  const secrets = { PGUSER: master.username, PGPASSWORD: master.password, PASSWORD: "Fourth0password" };
  const { exitCode, output } = runJob(server, programs, { ...secrets, MONITOR_PASSWORD: PASSWORD });
  assert.equal(exitCode, 0, output);
  for (const statement of [...SCHEMA, ...CONTENT]) asLangfuse(server, statement);
}

/** As the owner of the tables. */
export function asLangfuse(server: Server, statement: string): void {
  server.sql(`SET ROLE langfuse; ${statement}`, "langfuse");
}

/** The containers with what they share. */
export class Drill {
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
