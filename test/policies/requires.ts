import type { Environment } from "../../environments/schema";
import {
  blocksOf,
  type Expectation,
  type Finding,
  type Mutant,
  type Platform,
  type Rule,
  replace,
  resources,
  valuesAt,
} from "./rule";

export interface Requirement {
  readonly id: string;
  readonly title: string;
  readonly upstream: readonly string[];
  /** Terraform type of the resources that must comply. */
  readonly type: string;
  /** Dotted argument path to what it must be. */
  readonly arguments: Readonly<Record<string, Expectation>>;
  /** @default - every environment */
  readonly appliesTo?: (environment: Environment) => boolean;
}

/** The commonest rule: each resource of a type has certain arguments. Deleting any one of them is a mutant. */
export function requires({ type, appliesTo = () => true, ...requirement }: Requirement): Rule {
  const expectations = Object.entries(requirement.arguments);
  return {
    ...requirement,
    appliesTo,
    check: (platform) =>
      resources(platform, type).flatMap(({ address, arguments: block }) =>
        expectations.flatMap(([path, expectation]) =>
          violations(address, path, valuesAt(block, path), expectation),
        ),
      ),
    mutants: expectations.map(([path, { violation }]) => violated(type, path, violation)),
  };
}

/** Rules about what production must have and a trial may go without. */
export const whenProtected = (environment: Environment): boolean => environment.protectData;

function violations(address: string, path: string, values: unknown[], expectation: Expectation): Finding[] {
  return values
    .filter((value) => !expectation.holds(value))
    .map((value) => ({
      address,
      problem: `${path} is ${JSON.stringify(value) ?? "not set"}, expected ${expectation.expected}`,
    }));
}

function violated(type: string, path: string, violation: unknown): Mutant {
  return {
    name:
      violation === undefined
        ? `${type} without ${path}`
        : `${type} with ${path} = ${JSON.stringify(violation)}`,
    apply: (platform: Platform) =>
      blocksOf(platform, type)
        .map((block) => replace(block, path, violation))
        .some(Boolean),
  };
}
