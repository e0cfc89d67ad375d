import assert from "node:assert/strict";
import type { Report } from "../support/report";
import type { Variables } from "./job";
import { ask, keepsItsPassword, makeMonitor } from "./question";
import type { Server } from "./server";

/** What tells rows apart in Langfuse 4.16.0, of the tables that are counted. */
const TABLES = [
  "organizations (id text PRIMARY KEY)",
  "users (id text PRIMARY KEY, email text)",
  "projects (id text PRIMARY KEY, deleted_at timestamp(3))",
  "organization_memberships (id text PRIMARY KEY)",
  "project_memberships (project_id text, user_id text, PRIMARY KEY (project_id, user_id))",
  "api_keys (id text PRIMARY KEY, is_in_app_agent_key boolean NOT NULL DEFAULT false)",
  "prompts (id text PRIMARY KEY, name text)",
];

/** The job that counts what people would miss, against a server on which the role's job has run once. */
export async function postgresRowsJob(server: Server, programs: string, report: Report): Promise<void> {
  const check = (name: string, work: () => Promise<void>) => report.check("postgres-rows", name, work);
  const look = (changed: Variables = {}) => ask(server, programs, "postgres-rows", changed);
  const asLangfuse = (...statements: string[]) =>
    server.sql(["SET ROLE langfuse", ...statements].join("; "), "langfuse");
  const counts = async (expected: Readonly<Record<string, number>>) => {
    const { exitCode, output, figures } = await look();
    assert.equal(exitCode, 0, output);
    const tables = TABLES.map((table) => table.split(" ", 1)[0] ?? "");
    const all = Object.fromEntries(tables.map((table) => [`present#table:${table}`, expected[table] ?? 0]));
    assert.deepEqual(figures, all);
    return output;
  };
  makeMonitor(server, programs);

  await check("counts nothing where Langfuse has made no table yet", async () => {
    await counts({});
  });
  asLangfuse(...TABLES.map((table) => `CREATE TABLE ${table}`));
  await check("counts what is there, table by table, and shows no row", async () => {
    asLangfuse(
      "INSERT INTO organizations VALUES ('o')",
      "INSERT INTO users SELECT 'u' || n, 'person' || n || '@example.com' FROM generate_series(1, 30) AS n",
      "INSERT INTO projects SELECT 'p' || n FROM generate_series(1, 4) AS n",
      "INSERT INTO prompts SELECT 'x' || n, 'name of a prompt' FROM generate_series(1, 200) AS n",
      "INSERT INTO api_keys SELECT 'k' || n FROM generate_series(1, 5) AS n",
      "INSERT INTO organization_memberships SELECT 'm' || n FROM generate_series(1, 30) AS n",
      "INSERT INTO project_memberships VALUES ('p1', 'u1'), ('p1', 'u2')",
    );
    const output = await counts(FULL);
    assert.match(output, /^postgres-rows: 5 api_keys, 30 organization_memberships, .+, 30 users$/m);
    assert.doesNotMatch(output, /example\.com|name of a prompt/);
  });
  await check("takes a project that is marked as deleted for one that people miss", async () => {
    asLangfuse("UPDATE projects SET deleted_at = now() WHERE id = 'p4'");
    await counts({ ...FULL, projects: 3 });
    asLangfuse("UPDATE projects SET deleted_at = NULL");
  });
  await check("leaves out keys that Langfuse's agent makes and removes by itself", async () => {
    asLangfuse("INSERT INTO api_keys SELECT 'a' || n, true FROM generate_series(1, 50) AS n");
    await counts(FULL);
  });
  await check("takes a table that is gone for an empty one", async () => {
    asLangfuse("DROP TABLE prompts");
    await counts({ ...FULL, prompts: 0 });
  });
  await check("fails where a column is not as Langfuse 4.16 has it, and reports no number", async () => {
    asLangfuse("ALTER TABLE api_keys DROP COLUMN is_in_app_agent_key");
    const { exitCode, output, figures } = await look();
    assert.equal(exitCode, 1);
    assert.match(output, /^postgres-rows: Postgres did not say .+; runbooks\/alerts\/\w+\.md/m);
    assert.deepEqual(figures, {});
    asLangfuse("ALTER TABLE api_keys ADD is_in_app_agent_key boolean NOT NULL DEFAULT false");
  });
  await check("may be asked by the monitor, who reads no row of what it counts", async () => {
    const may = (role: string, what: string) =>
      server.sql(`SELECT has_function_privilege('${role}', '${what}', 'EXECUTE')`, "langfuse");
    assert.deepEqual(may("monitor", "monitor.rows()"), ["t"]);
    assert.deepEqual(may("public", "monitor.rows()"), ["f"]);
    assert.deepEqual(server.sql("SELECT has_table_privilege('monitor', 'users', 'SELECT')", "langfuse"), [
      "f",
    ]);
  });
  await keepsItsPassword(check, look, server.authority("stranger"));
}

const FULL = {
  organizations: 1,
  users: 30,
  projects: 4,
  prompts: 200,
  api_keys: 5,
  organization_memberships: 30,
  project_memberships: 2,
};
