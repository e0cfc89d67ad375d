import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "../emulated/support/processes";
import { onPath } from "../support/programs";

const SCRIPTS = join(__dirname, "..", "..", "runbooks", "procedures");

/** How a script ended. */
export interface Ending {
  readonly status: number | undefined;
  /** What it said, on both outputs, as it came. */
  readonly said: string;
}

/** What is different for one run. */
export interface Shell {
  /** Typed when the script asks.
   *  @default - the return key */
  readonly answer?: string;
  /** @default - the operator's own */
  readonly variables?: Readonly<Record<string, string>>;
}

/** What a machine lacks for scripts of the runbooks. */
export function missingForScripts(): string[] {
  return ["bash", "curl", "aws", "jq"]
    .filter((program) => !onPath(program, process.env.PATH))
    .map((program) => `no '${program}' here; install it`);
}

/** Runs scripts of the runbooks the way a person does: with words on the command line, and an answer when asked. */
export class Operator {
  private readonly log: string;

  /** @param variables - the operator's shell: credentials, region, and where stand-ins find what they stand in for */
  constructor(
    private readonly folder: string,
    private readonly variables: Readonly<Record<string, string>>,
  ) {
    this.log = join(folder, "kubectl.log");
    mkdirSync(join(folder, "bin"));
    symlinkSync(join(__dirname, "stand-ins", "kubectl"), join(folder, "bin", "kubectl"));
  }

  async runs(
    script: string,
    args: readonly string[],
    { answer = "", variables }: Shell = {},
  ): Promise<Ending> {
    const { exitCode, output } = await run(join(SCRIPTS, script), args, {
      folder: this.folder,
      variables: {
        REGION: undefined,
        AWS_REGION: undefined,
        AWS_DEFAULT_REGION: undefined,
        PATH: `${join(this.folder, "bin")}${delimiter}${process.env.PATH}`,
        KUBECTL_LOG: this.log,
        POLL_SECONDS: "0.1",
        ...this.variables,
        ...variables,
      },
      input: `${answer}\n`,
    });
    return { status: exitCode, said: output };
  }

  /** Arguments of every call of kubectl since the beginning, each as one line. */
  kubectlCalls(): string[] {
    if (!existsSync(this.log)) return [];
    return readFileSync(this.log, "utf8").split("\n").filter(Boolean);
  }
}

/** @throws with all that a script said, unless it ended well */
export function endedWell({ status, said }: Ending): string {
  if (status !== 0) throw new Error(`ended with ${status}:\n${said}`);
  return said;
}

/** @throws unless a script ended with this status and said all of this */
export function refused({ status, said }: Ending, expected: number, sentences: readonly string[]): void {
  const unsaid = sentences.filter((sentence) => !said.includes(sentence));
  if (status === expected && unsaid.length === 0) return;
  throw new Error(`ended with ${status} instead of ${expected}, without '${unsaid.join("', '")}':\n${said}`);
}
