import { spawnSync } from "node:child_process";
import { databaseRole } from "../../constructs/database-role";
import { secretKeys } from "../../constructs/langfuse-secrets";
import type { Server } from "./server";

export interface JobOutcome {
  readonly exitCode: number | null;
  /** Standard output and standard error. */
  readonly output: string;
}

/** Values by name, in place of what the Job would have; `undefined` takes one away. */
export type Variables = Readonly<Record<string, string | undefined>>;

const keys = secretKeys({ postgres: 1, cache: 1, clickhouse: 1, session: 1, projectKey: 1 });

/** The database role Job as its container would run: its command, its variables, and nothing else but a PATH.
 *  @param programs - folder of `psql`
 *  @param secrets - by name of the variable that reads one */
export function runJob(
  server: Server,
  programs: string,
  secrets: Variables,
  changed: Variables = {},
): JobOutcome {
  const postgres = { host: "127.0.0.1", port: server.port, database: "langfuse", username: "langfuse" };
  const { spec } = databaseRole({ postgres, keys });
  const [container] = spec.template.spec.containers;
  const [program = "", ...args] = container?.command ?? [];
  const variables = (container?.env ?? []).map((variable): [string, string | undefined] => [
    variable.name,
    "value" in variable ? variable.value : secrets[variable.name],
  ]);
  const env = { PATH: `${programs}:/usr/bin:/bin`, ...Object.fromEntries(variables), ...changed };
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: "utf8", timeout: 60_000 });
  return { exitCode: status, output: stdout + stderr };
}
