import { join } from "node:path";
import { SCRIPTS, type scheduledJob } from "../../../constructs/scheduled-job";
import { type CommandOptions, type Outcome, run } from "../../emulated/support/processes";

type CronJob = ReturnType<typeof scheduledJob>[1];

/** Values by name. */
export type Variables = Readonly<Record<string, string>>;

const OPERATIONS = join(__dirname, "../../../charts-values/operations");

/** Folder of what scripts find in place of programs that this machine cannot have. */
const STAND_INS = join(__dirname, "..", "stand-ins");

/** Variables that a CronJob gives to its container; Secrets give the others. */
export function variablesOf(cronJob: CronJob): Variables {
  const variables = containerOf(cronJob)?.env ?? [];
  return Object.fromEntries(
    variables.flatMap((variable) => ("value" in variable ? [[variable.name, variable.value]] : [])),
  );
}

/** Runs the command of a CronJob as its container does, with the variables given in place of its own, or of Secrets. */
export function runCronJob(cronJob: CronJob, { folder, variables }: CommandOptions): Promise<Outcome> {
  const words = containerOf(cronJob)?.command ?? [];
  const [program = "", ...args] = words.map((word) => word.replace(SCRIPTS, OPERATIONS));
  const PATH = `${STAND_INS}:${process.env.PATH}`;
  return run(program, args, { folder, variables: { ...variablesOf(cronJob), PATH, ...variables } });
}

function containerOf({ spec }: CronJob) {
  return spec.jobTemplate.spec.template.spec.containers[0];
}
