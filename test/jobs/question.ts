import assert from "node:assert/strict";
import { join } from "node:path";
import { postgresQuestions } from "../../constructs/postgres-questions";
import type { scheduledJob } from "../../constructs/scheduled-job";
import { hearingFigures } from "../support/figures";
import { endpoint, type JobOutcome, keys, mounted, runContainer, runJob, type Variables } from "./job";
import { master, type Server } from "./server";

type CronJob = ReturnType<typeof scheduledJob>[1];

export interface Answer extends JobOutcome {
  /** What was reported, by name, with the labels where it has some: `present#table:users`. */
  readonly figures: Readonly<Record<string, number>>;
}

const SCRIPTS = join(__dirname, "..", "..", "charts-values", "operations");
const PASSWORD = "Monitor1password";
/** Of Langfuse's own role. */
export const OWNER_PASSWORD = "Third0password";

/** Role, database and functions, as a deployment makes them. */
export function makeMonitor(server: Server, programs: string): void {
  const secrets = { PGUSER: master.username, PGPASSWORD: master.password, PASSWORD: OWNER_PASSWORD };
  const { exitCode, output } = runJob(server, programs, { ...secrets, MONITOR_PASSWORD: PASSWORD });
  assert.equal(exitCode, 0, output);
}

/** Runs the container of a CronJob that asks Postgres, and catches the figures that it sends. */
export async function ask(
  server: Server,
  programs: string,
  name: string,
  changed: Variables = {},
): Promise<Answer> {
  const manifests = postgresQuestions({
    postgres: endpoint(server),
    password: keys.postgresMonitorPassword,
  });
  // The list has one of this kind and name.
  const { spec } = manifests.find(
    ({ kind, metadata }) => kind === "CronJob" && metadata.name === name,
  ) as CronJob;
  const [container] = spec.jobTemplate.spec.template.spec.containers;
  const { outcome, lines } = await hearingFigures((figures) =>
    runContainer({
      ...container,
      command: container?.command?.map((word) => word.replace("/scripts", SCRIPTS)),
      programs,
      secrets: { PGPASSWORD: PASSWORD },
      changed: { ...mounted(server), ...figures, ...changed },
    }),
  );
  return { ...outcome, figures: Object.fromEntries(lines.map((line) => figureOf(line, name))) };
}

function figureOf(line: string, name: string): readonly [string, number] {
  const [, figure = line, value, labels] = /^operations\.([\w.-]+):(\d+)\|g(?:\|#(.+))?$/.exec(line) ?? [];
  return [`${figure.replace(`${name}.`, "")}${labels ? `#${labels}` : ""}`, Number(value)];
}

/** What holds of each of them: its password goes to the server alone, and is never shown. */
export async function keepsItsPassword(
  check: (name: string, work: () => Promise<void>) => Promise<void>,
  look: (changed: Variables) => Promise<Answer>,
  stranger: string,
): Promise<void> {
  await check("tells its password to nobody who is not the server", async () => {
    const { exitCode, output } = await look({ PGSSLROOTCERT: stranger });
    assert.equal(exitCode, 1);
    assert.match(output, /certificate verify failed/);
  });
  await check("fails with a wrong password, and does not show it", async () => {
    const { exitCode, output } = await look({ PGPASSWORD: "Wrong0password" });
    assert.equal(exitCode, 1);
    assert.match(output, /password authentication failed/);
    assert.ok(!output.includes("Wrong0password"));
  });
}
