import type { Environment } from "../../environments/schema";
import { eachMissing, withValues } from "./mutants";
import { type Platform, type PlatformResource, resources } from "./platform";
import { type Expectation, type Finding, type Mutant, type Rule, valuesAt } from "./rule";

export interface Requirement extends Pick<Rule, "id" | "rows" | "title" | "upstream" | "sample"> {
  /** Type of the resources that must comply. */
  readonly type: string;
  /** Which of them must.
   * @default - all */
  readonly where?: (resource: PlatformResource) => boolean;
  /** Dotted argument path to what it must be. */
  readonly arguments: Readonly<Record<string, Expectation>>;
  /** At least one such resource must exist.
   * @default - none needs to */
  readonly exists?: boolean;
  /** @default - every environment */
  readonly appliesTo?: (environment: Environment) => boolean;
}

/** The commonest rule: each resource of a type has certain arguments. For each resource, each way to violate the
 *  expectation of each argument is a mutant. */
export function requires(requirement: Requirement): Rule {
  const { id, rows, title, upstream, sample, type, where = () => true, exists = false } = requirement;
  const expectations = Object.entries(requirement.arguments);
  const subjects = (platform: Platform) => resources(platform, type).filter(where);
  return {
    id,
    rows,
    title,
    upstream,
    sample,
    appliesTo: requirement.appliesTo ?? (() => true),
    check: (platform) => {
      const found = subjects(platform);
      const missing = exists && found.length === 0 ? [{ address: type, problem: "there is none" }] : [];
      return [...missing, ...found.flatMap((resource) => violationsOf(resource))];
    },
    mutants: (platform) => {
      const found = subjects(platform);
      return [
        ...found.flatMap((resource) => violated(platform, resource)),
        ...(exists && found.length === 1 ? eachMissing(platform, type, where) : []),
      ];
    },
  };

  function violationsOf({ address, arguments: block, isPlanned }: PlatformResource): Finding[] {
    return expectations
      .filter(([path]) => isKnown(path, isPlanned))
      .flatMap(([path, { holds, expected }]) =>
        valuesAt(block, path)
          .filter((value) => !holds(value))
          .map((value) => ({
            address,
            problem: `${path} is ${shown(value)}, expected ${expected}`,
          })),
      );
  }

  function violated(platform: Platform, resource: PlatformResource): Mutant[] {
    return expectations
      .filter(([path]) => isKnown(path, resource.isPlanned))
      .flatMap(([path, { violations }]) =>
        withValues(platform, resource, { path, values: violations(valuesAt(resource.arguments, path)[0]) }),
      );
  }
}

/** A plan says nothing of lifecycles and dependencies. */
function isKnown(path: string, isPlanned = false): boolean {
  return !isPlanned || !/^(lifecycle\.|depends_on$)/.test(path);
}

/** Short enough to read; values of a chart fill pages. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "not set";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Rules about what holds data that matters, and a trial may go without. */
export const whenProtected = (environment: Environment): boolean => environment.protectData;

/** Rules about what people depend on. */
export const inProduction = (environment: Environment): boolean => environment.serviceLevel === "production";

/** Rules about a VPC that is ours. */
export const inOwnVpc = (environment: Environment): boolean => environment.network.vpc.kind === "create";
