import { join } from "node:path";
import { databaseRole } from "../../../constructs/database-role";
import { endpoint, type JobOutcome, keys, runContainer } from "../../jobs/job";
import { OWNER_PASSWORD } from "../../jobs/question";
import type { Server } from "../../jobs/server";

const SCRIPT = join(__dirname, "..", "..", "..", "runbooks", "procedures", "copy-rows.sh");

export interface CopyRowsProps {
  /** That people use. */
  readonly present: Server;
  /** Beside it. */
  readonly restored: Server;
  readonly programs: string;
  /** A file with the authorities of both. */
  readonly authorities: string;
}

/** Runs the script as its page does: in a pod like the job `database-role`, by way of the shell's input. */
export function copyRows({ present, restored, ...props }: CopyRowsProps, ...args: string[]): JobOutcome {
  const { spec } = databaseRole({ postgres: endpoint(present), keys });
  const [container] = spec.template.spec.containers;
  return runContainer({
    ...container,
    command: ["sh", "-c", 'exec bash -s -- "$@" < "$0"', SCRIPT, `127.0.0.1:${restored.port}`, ...args],
    programs: props.programs,
    secrets: { PASSWORD: OWNER_PASSWORD },
    changed: { PGSSLROOTCERT: props.authorities },
  });
}
