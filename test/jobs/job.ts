import { spawnSync } from "node:child_process";
import { databaseRole } from "../../constructs/database-role";
import type { JobContainer } from "../../constructs/job-pod";
import { secretKeys } from "../../constructs/langfuse-secrets";
import type { Server } from "./server";

export interface JobOutcome {
  readonly exitCode: number | null;
  /** Standard output and standard error. */
  readonly output: string;
}

/** Values by name, in place of what the Job would have; `undefined` takes one away. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Where constructs find secrets; nobody reads them here. */
export const keys = secretKeys({ postgres: 1, cache: 1, clickhouse: 1, session: 1, projectKey: 1 });

/** Where constructs find the server. */
export const endpoint = ({ port }: Pick<Server, "port">) => ({
  host: "127.0.0.1",
  port,
  database: "langfuse",
  username: "langfuse",
});

/** The database role Job as its container would run: its command, its variables, and nothing else but a PATH.
 *  @param programs - folder of `psql`
 *  @param secrets - by name of the variable that reads one */
export function runJob(
  server: Server,
  programs: string,
  secrets: Variables,
  changed: Variables = {},
): JobOutcome {
  const { spec } = databaseRole({ postgres: endpoint(server), keys });
  const [container] = spec.template.spec.containers;
  return runContainer({ ...container, programs, secrets, changed: { ...mounted(server), ...changed } });
}

/** Where the container would find the authority of the server. */
export const mounted = (server: Server): Variables => ({ PGSSLROOTCERT: server.authority() });

export interface ContainerRun extends Partial<Pick<JobContainer, "command" | "env">> {
  /** Folder of `psql`. */
  readonly programs: string;
  /** By name of the variable that reads one. */
  readonly secrets: Variables;
  readonly changed?: Variables;
}

/** A container's command with its variables, and nothing else but a PATH. */
export function runContainer({ command = [], env: declared = [], ...run }: ContainerRun): JobOutcome {
  const { programs, secrets, changed } = run;
  const [program = "", ...args] = command;
  const variables = declared.map((variable): [string, string | undefined] => [
    variable.name,
    "value" in variable ? variable.value : secrets[variable.name],
  ]);
  const env = { PATH: `${programs}:/usr/bin:/bin`, ...Object.fromEntries(variables), ...changed };
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: "utf8", timeout: 60_000 });
  return { exitCode: status, output: stdout + stderr };
}
