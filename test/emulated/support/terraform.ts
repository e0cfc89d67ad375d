import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanJson } from "../../policies/plan";
import { type Difference, differencesOf, type Plan } from "./plan";
import { type Outcome, run, stop } from "./processes";

/** What every Terraform command of one environment shares. */
export interface TerraformContext {
  /** Endpoint, credentials and CLI configuration. */
  readonly variables: Readonly<Record<string, string>>;
  /** Folder that receives the output of every command, the JSON of plans included. */
  readonly logs: string;
}

/** Terraform in the folder of one synthesized stack. */
export class Terraform {
  private commands = 0;

  constructor(
    readonly stack: string,
    private readonly folder: string,
    private readonly context: TerraformContext,
  ) {}

  async init(): Promise<void> {
    await this.expectSuccess("init");
  }

  async validate(): Promise<void> {
    await this.expectSuccess("validate");
  }

  /** Plans and keeps the plan for {@link apply}. */
  async plan(): Promise<void> {
    await this.expectSuccess("plan", "-out=plan");
  }

  /** The kept plan; its log is what a reviewer reads, and where secrets are searched for. */
  async show(): Promise<Plan & PlanJson> {
    return JSON.parse(await this.expectSuccess("show", "-json", "plan"));
  }

  /** Whatever another plan, which is kept, would change. */
  async differences(): Promise<Difference[]> {
    const { output, exitCode } = await this.run(["plan", "-detailed-exitcode", "-out=plan"]);
    if (exitCode === 0) return [];
    if (exitCode !== 2) throw new Error(`a second plan failed:\n${errorsIn(output)}`);
    return differencesOf(await this.show());
  }

  /** Applies the kept plan. */
  async apply(): Promise<void> {
    await this.expectSuccess("apply", "plan");
  }

  /** Applies until something was printed so many times, and then interrupts Terraform.
   *  @returns whether it came so far; otherwise it has ended well */
  async cutOffApply(
    printed: string,
    times: number,
    interrupt: (child: ChildProcess) => void,
  ): Promise<boolean> {
    const seen = { count: 0, isInterrupted: false };
    const { exitCode, output } = await this.run(["apply", "-auto-approve"], (text, child) => {
      seen.count += text.split(printed).length - 1;
      if (seen.count < times || seen.isInterrupted) return;
      seen.isInterrupted = true;
      interrupt(child);
    });
    if (exitCode !== 0 && !seen.isInterrupted)
      throw new Error(`failed before it was interrupted:\n${errorsIn(output)}`);
    return exitCode !== 0;
  }

  /** Applies until something was printed so many times, and then kills Terraform, which keeps the lock.
   *  @throws when it came to its end before */
  async killedApply(printed: string, times: number): Promise<void> {
    if (!(await this.cutOffApply(printed, times, stop)))
      throw new Error(`ended well before '${printed}' was printed ${times} times`);
  }

  async forceUnlock(id: string): Promise<void> {
    await this.expectSuccess("force-unlock", "-force", id);
  }

  /** Without another look at the account, because the last command had one. */
  async destroy(): Promise<void> {
    await this.expectSuccess("destroy", "-auto-approve", "-refresh=false");
  }

  /** Addresses in the state. */
  async addresses(): Promise<string[]> {
    return (await this.expectSuccess("state", "list")).split("\n").filter((line) => line !== "");
  }

  /** The whole state, as it is written. */
  state(): Promise<string> {
    return this.expectSuccess("state", "pull");
  }

  /** Runs a command that must be refused and returns what Terraform said.
   *  @throws when the command succeeded */
  async expectRefusal(...args: readonly string[]): Promise<string> {
    const { output, exitCode } = await this.run(args);
    if (exitCode === 0) throw new Error(`'terraform ${args.join(" ")}' was not refused`);
    return output;
  }

  private async expectSuccess(...args: readonly string[]): Promise<string> {
    const { stdout, output, exitCode } = await this.run(args);
    if (exitCode === 0) return stdout;
    const ending = exitCode === undefined ? "was killed" : `failed (${exitCode})`;
    throw new Error(`'terraform ${args.join(" ")}' ${ending}:\n${errorsIn(output)}`);
  }

  private async run(
    args: readonly string[],
    watch?: (text: string, child: ChildProcess) => void,
  ): Promise<Outcome> {
    const { folder, context } = this;
    const outcome = await run("terraform", args, {
      folder,
      variables: {
        TF_IN_AUTOMATION: "1",
        TF_INPUT: "0",
        TF_CLI_ARGS: "-no-color",
        GOGC: "200",
        ...context.variables,
      },
      ...(watch ? { watch } : {}),
    });
    this.commands += 1;
    const file = `${this.stack}-${String(this.commands).padStart(2, "0")}-${args[0]}.log`;
    writeFileSync(join(context.logs, file), outcome.output);
    return outcome;
  }
}

/** Terraform's errors, without the plan before them. */
function errorsIn(output: string): string {
  const start = output.search(/^Error: /m);
  return start < 0 ? output.slice(-2000) : output.slice(start);
}
