import type { Environment } from "../../environments/schema";
import { type Resource, resourcesOf, type TerraformJson } from "../support/terraform-json";

/** One environment as synthesized: what a security reviewer reads. */
export interface Platform {
  readonly environment: Environment;
  readonly stacks: readonly TerraformJson[];
}

/** One thing that must hold for every stack of every environment. */
export interface Rule {
  /** Stable, so that a waiver can name it. */
  readonly id: string;
  /** What holds, as a sentence. */
  readonly title: string;
  /** The same rule elsewhere: checkov `CKV_`, Trivy `AVD-`, cdk-nag `Nag`, CIS EKS, Security Hub `FSBP`. */
  readonly upstream: readonly string[];
  /** Whether the rule applies to this environment. */
  readonly appliesTo: (environment: Environment) => boolean;
  /** Addresses that violate the rule, each with what was found. */
  readonly check: (platform: Platform) => readonly Finding[];
  /** Ways to break a compliant platform; the check must notice each. */
  readonly mutants: readonly Mutant[];
}

export interface Finding {
  readonly address: string;
  readonly problem: string;
}

/** Changes a copy of the platform so that it violates a rule; false when there was nothing to change. */
export interface Mutant {
  readonly name: string;
  readonly apply: (platform: Platform) => boolean;
}

/** A test of one argument; the text says what was expected. */
export interface Expectation {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
  /** A value that must be noticed.
   * @default - the argument is deleted */
  readonly violation?: unknown;
}

/** Every resource of the platform of one type. */
export function resources({ stacks }: Platform, type: string): Resource[] {
  return stacks.flatMap((stack) => resourcesOf(stack)).filter((resource) => resource.type === type);
}

/** Values at a dotted path; a step into a list visits every element, because blocks synthesize to lists. */
export function valuesAt(value: unknown, path: string): unknown[] {
  const [step, ...rest] = path.split(".");
  if (Array.isArray(value)) return value.flatMap((element) => valuesAt(element, path));
  const next = isRecord(value) && step !== undefined ? value[step] : undefined;
  return rest.length === 0 ? [next] : valuesAt(next, rest.join("."));
}

/** The very argument blocks of one type, for mutants: changing them changes the platform. */
export function blocksOf({ stacks }: Platform, type: string): Record<string, unknown>[] {
  return stacks.flatMap(({ resource = {} }) => Object.values(resource[type] ?? {}));
}

/** A mutant that changes every resource of one type. */
export function mutant(name: string, type: string, change: (block: Record<string, unknown>) => void): Mutant {
  return {
    name,
    apply: (platform) => {
      const blocks = blocksOf(platform, type);
      for (const block of blocks) change(block);
      return blocks.length > 0;
    },
  };
}

/** Replaces the argument at a dotted path wherever its parent is found, or deletes it when there is no
 *  replacement; false when nothing changed. */
export function replace(value: unknown, path: string, replacement?: unknown): boolean {
  const [step, ...rest] = path.split(".");
  if (Array.isArray(value)) return value.map((element) => replace(element, path, replacement)).some(Boolean);
  if (!isRecord(value) || step === undefined) return false;
  if (rest.length > 0) return replace(value[step], rest.join("."), replacement);
  if (replacement === undefined) return step in value && delete value[step];
  value[step] = replacement;
  return true;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
