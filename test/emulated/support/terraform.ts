import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanJson } from "../../policies/plan";
import { type Difference, differencesOf, type Plan } from "./plan";
import { type Outcome, run } from "./processes";

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

  /** Applies the kept plan until it has begun so many things, and then interrupts Terraform.
   *  @param type Terraform type of the things that count, or what its name begins with
   *  @param ready the interruption waits for
   *  @throws when it came to its end before */
  async cutOffApply(
    { type, after, ready }: { readonly type: string; readonly after: number; readonly ready: Promise<void> },
    interrupt: (child: ChildProcess) => void,
  ): Promise<void> {
    const begun = new RegExp(`^${type}.*: Creating\\.\\.\\.$`, "gm");
    const seen = { printed: "", isDue: false, isInterrupted: false };
    const { exitCode, output } = await this.run(["apply", "plan"], (text, child) => {
      seen.printed += text;
      if (seen.isDue || (seen.printed.match(begun)?.length ?? 0) < after) return;
      seen.isDue = true;
      ready.then(() => {
        seen.isInterrupted = true;
        interrupt(child);
      });
    });
    if (exitCode === 0) throw new Error(`ended well, and was to be cut off after ${after} beginnings`);
    if (!seen.isInterrupted) throw new Error(`failed before it was interrupted:\n${errorsIn(output)}`);
  }

  /** Without another look at the account, because the last command had one. */
  async destroy(): Promise<void> {
    await this.expectSuccess("destroy", "-auto-approve", "-refresh=false");
  }

  /** Addresses in the state. */
  async addresses(): Promise<string[]> {
    return (await this.expectSuccess("state", "list")).split("\n").filter((line) => line !== "");
  }

  /** Takes something out of the state, and leaves it in AWS. */
  async forget(address: string): Promise<void> {
    await this.expectSuccess("state", "rm", address);
  }

  /** Marks something as made in part. */
  async taint(address: string): Promise<void> {
    await this.expectSuccess("taint", address);
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
