import { makeMonitor } from "../../jobs/question";
import type { Server } from "../../jobs/server";

/** As far as Langfuse 4.16.0 has them: what is counted, what refers to what, and a circle. */
const SCHEMA = [
  "organizations (id text PRIMARY KEY)",
  "users (id text PRIMARY KEY, email text UNIQUE)",
  "projects (id text PRIMARY KEY, org_id text NOT NULL REFERENCES organizations ON DELETE CASCADE, name text, deleted_at timestamp(3), home_dashboard_id text)",
  "dashboards (id text PRIMARY KEY, project_id text REFERENCES projects ON DELETE CASCADE, definition jsonb)",
  "organization_memberships (id text PRIMARY KEY, org_id text NOT NULL REFERENCES organizations ON DELETE CASCADE, user_id text NOT NULL REFERENCES users ON DELETE CASCADE)",
  "project_memberships (project_id text REFERENCES projects ON DELETE CASCADE, user_id text REFERENCES users ON DELETE CASCADE, PRIMARY KEY (project_id, user_id))",
  "api_keys (id text PRIMARY KEY, is_in_app_agent_key boolean NOT NULL DEFAULT false, project_id text REFERENCES projects ON DELETE CASCADE)",
  "prompts (id text PRIMARY KEY, project_id text NOT NULL REFERENCES projects ON DELETE CASCADE, name text, version int, prompt json, tags text[], UNIQUE (project_id, name, version))",
];

/** What Langfuse writes down of a deletion, and of something else. */
export const AUDIT = [
  "CREATE TABLE audit_logs (id text PRIMARY KEY, created_at timestamp(3) DEFAULT now(), type text, api_key_id text, user_id text, org_id text, project_id text, resource_type text, resource_id text, action text, before text)",
  "INSERT INTO audit_logs SELECT 'a' || n, now(), 'USER', NULL, 'u7', 'o', 'p' || n, 'project', 'p' || n, 'delete', 'content' FROM generate_series(2, 3) AS n",
  "INSERT INTO audit_logs SELECT 'b' || n, now(), 'API_KEY', 'k1', NULL, 'o', 'p1', 'prompt', 'p1-' || n, 'delete', 'content' FROM generate_series(1, 4) AS n",
  "INSERT INTO audit_logs VALUES ('c', now(), 'USER', NULL, 'u8', 'o', 'p1', 'prompt', 'x', 'create'), ('d', now() - interval '2 days', 'USER', NULL, 'u9', 'o', 'p0', 'project', 'p0', 'delete')",
];

/** Twelve projects of one organization with fifty prompts each, whose text would break what splits lines or tabs. */
const CONTENT = [
  "INSERT INTO organizations VALUES ('o')",
  "INSERT INTO users SELECT 'u' || n, 'person' || n || '@example.com' FROM generate_series(1, 20) AS n",
  "INSERT INTO projects SELECT 'p' || n, 'o', 'project ' || n FROM generate_series(1, 12) AS n",
  "INSERT INTO dashboards SELECT 'd' || n, 'p' || n, '{}' FROM generate_series(1, 12) AS n",
  "UPDATE projects SET home_dashboard_id = replace(id, 'p', 'd')",
  "INSERT INTO organization_memberships SELECT 'm' || n, 'o', 'u' || n FROM generate_series(1, 20) AS n",
  "INSERT INTO project_memberships SELECT 'p' || n, 'u' || n FROM generate_series(1, 12) AS n",
  "INSERT INTO api_keys SELECT 'k' || n, false, 'p' || n FROM generate_series(1, 12) AS n",
  String.raw`INSERT INTO prompts SELECT p || '-' || n, 'p' || p, E'a\tb\\c', n, json_build_object('text', E'line\nline\\.'), ARRAY['x,y', NULL] FROM generate_series(1, 12) AS p, generate_series(1, 50) AS n`,
];

/** Role, database and functions as a deployment makes them, Langfuse's tables, and rows in them. */
export async function prepare(server: Server, programs: string): Promise<void> {
  await server.start();
  makeMonitor(server, programs);
  for (const table of SCHEMA) asLangfuse(server, `CREATE TABLE ${table}`);
  asLangfuse(server, "ALTER TABLE projects ADD FOREIGN KEY (home_dashboard_id) REFERENCES dashboards");
  for (const statement of CONTENT) asLangfuse(server, statement);
}

/** As the owner of the tables. */
export function asLangfuse(server: Server, statement: string): void {
  server.sql(`SET ROLE langfuse; ${statement}`, "langfuse");
}

/** Of every table, its rows as one number. */
export function contentsOf(server: Server): string[] {
  return SCHEMA.flatMap((table) => {
    const [name = ""] = table.split(" ", 1);
    return server.sql(
      `SELECT '${name}', md5(string_agg(t::text, ',' ORDER BY t::text)) FROM ${name} AS t`,
      "langfuse",
    );
  });
}

/** Foreign keys, and when each is checked. */
export function constraintsOf(server: Server): string[] {
  return server.sql(
    "SELECT conname, condeferrable, condeferred FROM pg_constraint WHERE contype = 'f' ORDER BY 1",
    "langfuse",
  );
}
