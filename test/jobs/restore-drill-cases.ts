import type { Answers } from "../support/aws-stand-in";
import { freePort } from "../support/free-port";
import type { Variables } from "./job";
import { COMPLETED, described, KEY } from "./restore-drill-stage";
import type { Server } from "./server";

/** What a backup can lack, or have too much. */
export const DAMAGES = [
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

/** What is no copy of ours, or open to others. */
export function strangers(source: Server, closedPort: number): Case[] {
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
export async function unjudged(): Promise<Case[]> {
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
