import type { Block, TerraformJson } from "../support/terraform-json";

/** What differs between the world that a configuration was written for and the emulated one. */
export interface World {
  /** Version of the AWS provider at hand. */
  readonly providerVersion: string;
  /** Emulated id by the id that an environment file names. */
  readonly standIns: ReadonlyMap<string, string>;
}

/** One change to the synthesized configuration; the list of them is everything that is not tested as it ships. */
export interface Rule {
  readonly name: string;
  readonly reason: string;
  /** The configuration as it should be, or the very same object when the rule does not apply. */
  readonly apply: (json: TerraformJson, world: World) => TerraformJson;
}

/** An argument that an older provider does not know. */
interface NewerArgument {
  readonly type: string;
  readonly argument: string;
  /** First provider version that knows it. */
  readonly since: string;
  /** What is not tested because of it. */
  readonly loss: string;
}

/** Provider version for which the lists of exceptions were measured; with another one they may hold more than needed. */
export const MEASURED_WITH = "5.100.0";

/** Arguments that are left out when the provider at hand is older; each was refused by `terraform validate`. */
export const NEWER_ARGUMENTS: readonly NewerArgument[] = [
  {
    type: "aws_eks_cluster",
    argument: "deletion_protection",
    since: "6.9.0",
    loss: "EKS itself refusing to delete a protected cluster; prevent_destroy still does",
  },
  {
    type: "aws_lb",
    argument: "health_check_logs",
    since: "6.25.0",
    loss: "delivery of health check logs; access and connection logs are set up the same way",
  },
];

/** Every change that the harness makes before it applies. */
export const RULES: readonly Rule[] = [
  {
    name: "provider version",
    reason: "runs with the version that a local mirror offers; the registry has the pinned one",
    apply: (json, { providerVersion }) => {
      if (pinnedVersion(json) === providerVersion) return json;
      const { aws, ...others } = requiredProviders(json);
      const required_providers = { ...others, aws: { ...aws, version: providerVersion } };
      return { ...json, terraform: { ...json.terraform, required_providers } };
    },
  },
  {
    name: "existing things",
    reason: "ids of what an environment calls existing are chosen by the emulator",
    apply: (json, { standIns }) => {
      const text = JSON.stringify(json);
      const replaced = [...standIns].reduce((result, [id, standIn]) => result.replaceAll(id, standIn), text);
      return replaced === text ? json : JSON.parse(replaced);
    },
  },
  {
    name: "retries",
    reason:
      "what the emulator lacks must fail at once; by default the provider tries 25 times, for nine minutes",
    apply: (json) => {
      // The type of the synthesized file says nothing about this block; cdktf always writes it so.
      const providers = (json.provider?.aws ?? []) as readonly Block[];
      if (providers.length === 0) return json;
      const aws = providers.map((provider) => ({ ...provider, max_retries: 1 }));
      return { ...json, provider: { ...json.provider, aws } };
    },
  },
  ...NEWER_ARGUMENTS.map(leaveOut),
];

/** The rule that leaves an argument out where the provider does not know it. */
export function leaveOut({ type, argument, since, loss }: NewerArgument): Rule {
  return {
    name: `${type}.${argument}`,
    reason: `needs provider ${since}; not tested before: ${loss}`,
    apply: (json, { providerVersion }) =>
      isOlder(providerVersion, since) ? withoutArgument(json, type, argument) : json,
  };
}

/** Applies rules in order and names those that changed something. */
export function rewrite(
  json: TerraformJson,
  world: World,
  rules: readonly Rule[] = RULES,
): { readonly json: TerraformJson; readonly used: readonly string[] } {
  return rules.reduce<{ json: TerraformJson; used: readonly string[] }>(
    (result, { name, apply }) => {
      const changed = apply(result.json, world);
      return changed === result.json ? result : { json: changed, used: [...result.used, name] };
    },
    { json, used: [] },
  );
}

/** The provider version that the project pins. */
export function pinnedVersion(json: TerraformJson): string {
  const version = requiredProviders(json).aws?.version;
  if (!version) throw new Error("terraform.required_providers names no version of aws");
  return version;
}

function requiredProviders({
  terraform,
}: TerraformJson): Record<string, { source?: string; version?: string }> {
  // The type of the synthesized file says nothing about this block; cdktf always writes it so.
  return terraform.required_providers as Record<string, { source?: string; version?: string }>;
}

/** Whether a version comes before another. */
export function isOlder(version: string, other: string): boolean {
  return version.localeCompare(other, undefined, { numeric: true }) < 0;
}

function withoutArgument(json: TerraformJson, type: string, argument: string): TerraformJson {
  const blocks = json.resource?.[type] ?? {};
  if (!Object.values(blocks).some((block) => argument in block)) return json;
  const stripped = Object.entries(blocks).map(([name, block]): [string, Block] => {
    const { [argument]: _, ...rest } = block;
    return [name, rest];
  });
  return { ...json, resource: { ...json.resource, [type]: Object.fromEntries(stripped) } };
}
