import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../../environments/schema";
import { reachOf } from "../../../stacks/bootstrap/reach";
import { bootstrapTemplate } from "../../../stacks/bootstrap/template";
import { rewrite, type World } from "../rewrite";
import { type Aws, awsAt } from "./aws";
import { readConfiguration, writeConfiguration } from "./configuration";
import { Emulator } from "./emulator";
import { type CommandOptions, type Outcome, run } from "./processes";
import { standIns } from "./stand-ins";
import { Terraform } from "./terraform";
import type { SynthesizedStack, Workspace } from "./workspace";

/** What every scenario is given. */
export interface Setup {
  readonly workspace: Workspace;
  /** Of every environment. */
  readonly stacks: readonly SynthesizedStack[];
  /** Of protected environments, as somebody edits them who means to delete them. */
  readonly unprotectedStacks: readonly SynthesizedStack[];
  /** Of environments behind a masking gateway, with it out of the way. */
  readonly standbyStacks: readonly SynthesizedStack[];
  readonly providerVersion: string;
  /** Terraform's CLI configuration file. */
  readonly cliConfiguration: string;
  /** Chooses the points at which deployments of an unprotected environment are cut off. */
  readonly seed: number;
}

/** Which account a scenario wants. */
export interface AccountOptions {
  readonly environment: Environment;
  /** Name of the scenario's folder; unique within a run. */
  readonly label: string;
  /** @default - the environment's own account */
  readonly accountId?: string;
}

/** An emulated AWS account, empty at first, and the stacks of one environment in folders of their own. */
export class Account {
  /** By stack; each numbers the logs of its commands. */
  private readonly terraforms = new Map<string, Terraform>();
  /** Numbers the logs of what somebody runs. */
  private operations = 0;

  private constructor(
    readonly environment: Environment,
    /** Holds the folders of the stacks, and in `logs` the output of every command. */
    readonly folder: string,
    readonly stacks: readonly SynthesizedStack[],
    /** Names of the rewrite rules that changed something. */
    readonly usedRules: readonly string[],
    readonly aws: Aws,
    readonly emulator: Emulator,
    private readonly world: World,
    private readonly cliConfiguration: string,
  ) {}

  static async open(setup: Setup, options: AccountOptions): Promise<Account> {
    const { environment, label, accountId = environment.accountId } = options;
    const { region } = environment;
    const folder = setup.workspace.subfolder(label);
    mkdirSync(join(folder, "logs"));
    const emulator = await Emulator.start({ accountId, region }, join(folder, "logs"));
    const aws = awsAt(emulator.shim.url, region);
    const world = { providerVersion: setup.providerVersion, standIns: await standIns(aws, environment) };
    const stacks = setup.stacks
      .filter((stack) => stack.environment === environment.name)
      .map((stack) => ({ ...stack, folder: join(folder, stack.name), original: stack.folder }));
    const usedRules = stacks.flatMap((stack) => {
      cpSync(stack.original, stack.folder, { recursive: true });
      return adapt(stack, stack, world);
    });
    return new Account(environment, folder, stacks, usedRules, aws, emulator, world, setup.cliConfiguration);
  }

  /** Gives a stack another configuration. */
  edit(stack: SynthesizedStack, edited: SynthesizedStack): void {
    adapt(edited, stack, this.world);
  }

  /** Runs `npm run bootstrap` for the environment, as an administrator of this account does. */
  async bootstrap(): Promise<Outcome> {
    const outcome = await this.logged("bootstrap", ["npm", "run", "bootstrap", "--", this.environment.name]);
    if (outcome.exitCode === 0) await this.repairStateKey();
    return outcome;
  }

  /** Runs it for the account that keeps copies of the environment, as an administrator of that account does. */
  bootstrapVaultAccount(
    args: readonly string[] = [],
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Outcome> {
    const command = ["npm", "run", "bootstrap", "--", this.environment.name, "--vault-account", ...args];
    return this.logged("bootstrap-vault-account", command, { variables });
  }

  /** moto keeps a key policy that came through CloudFormation as an object, and then cannot describe the key. */
  private async repairStateKey(): Promise<void> {
    const { stateKeyAlias } = reachOf(this.environment).names;
    const { Aliases = [] } = await this.aws.kms.listAliases();
    const KeyId = Aliases.find(({ AliasName }) => AliasName === stateKeyAlias)?.TargetKeyId;
    const policy = bootstrapTemplate(this.environment).Resources.StateKey?.Properties.KeyPolicy;
    await this.aws.kms.putKeyPolicy({ KeyId, PolicyName: "default", Policy: JSON.stringify(policy) });
  }

  /** Terraform for one stack of this account. */
  terraform(stack: SynthesizedStack): Terraform {
    const known = this.terraforms.get(stack.name);
    if (known) return known;
    const terraform = new Terraform(stack.name, stack.folder, {
      logs: join(this.folder, "logs"),
      variables: { ...this.emulator.variables, TF_CLI_CONFIG_FILE: this.cliConfiguration },
    });
    this.terraforms.set(stack.name, terraform);
    return terraform;
  }

  /** Runs `npm run teardown` for the environment, as an administrator of this account does who types `input`. */
  teardown(input: string): Promise<Outcome> {
    return this.operate("teardown", [], input);
  }

  /** Runs `npm run adopt` for one stack or for all, as somebody of this account does who types `input`. */
  adopt(stack: SynthesizedStack | undefined, input: string): Promise<Outcome> {
    return this.operate("adopt", stack ? ["--stack", stack.name] : [], input);
  }

  /** Runs a script of the runbooks for the environment, as somebody of this account does who types `input`. */
  runbook(script: string, args: readonly string[], input: string): Promise<Outcome> {
    const { name, region } = this.environment;
    const command = [join(process.cwd(), "runbooks/procedures", script), name, ...args];
    return this.logged(script, command, { input, variables: { REGION: region } });
  }

  /** Removes what Terraform has left behind, as the end of a teardown does. */
  sweep(): Promise<Outcome> {
    const script = join(__dirname, "sweep.ts");
    return this.logged("sweep", ["node", "--import", "tsx", script, this.environment.name]);
  }

  private operate(script: string, args: readonly string[], input: string): Promise<Outcome> {
    const entries = this.stacks.map(({ name, dependencies }) => [
      name,
      { name, workingDirectory: name, dependencies },
    ]);
    writeFileSync(
      join(this.folder, "manifest.json"),
      JSON.stringify({ stacks: Object.fromEntries(entries) }),
    );
    const { name } = this.environment;
    const command = ["npm", "run", script, "--", name, ...args, "--synthesized", this.folder];
    const variables = { TF_CLI_CONFIG_FILE: this.cliConfiguration };
    return this.logged(script, command, { input, variables });
  }

  private async logged(
    label: string,
    [program = "", ...args]: readonly string[],
    { input = "", variables = {} }: Partial<Pick<CommandOptions, "input" | "variables">> = {},
  ): Promise<Outcome> {
    const outcome = await run(program, args, {
      folder: process.cwd(),
      variables: { ...this.emulator.variables, ...variables },
      input,
    });
    this.operations += 1;
    const file = `${label}-${String(this.operations).padStart(2, "0")}.log`;
    writeFileSync(join(this.folder, "logs", file), outcome.output);
    return outcome;
  }

  async close(): Promise<void> {
    await this.emulator.stop();
  }
}

/** Writes the configuration of one folder into another, rewritten for a world.
 *  @returns names of the rules that changed something */
function adapt(from: Pick<SynthesizedStack, "folder">, to: Pick<SynthesizedStack, "folder">, world: World) {
  const { json, used } = rewrite(readConfiguration(from), world);
  writeConfiguration(to, json);
  return used;
}
