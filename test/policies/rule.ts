import type { Environment } from "../../environments/schema";
import type { Block } from "../support/terraform-json";
import type { Platform, PlatformResource } from "./platform";

/** One thing that must hold for every stack of every environment. */
export interface Rule {
  /** Stable, so that a waiver can name it. */
  readonly id: string;
  /** Rows of the table that it holds; the strictest of them says whether it blocks. */
  readonly rows: readonly string[];
  /** What holds, as a sentence. */
  readonly title: string;
  /** The same rule elsewhere: checkov `CKV_`, Trivy `AVD-`, cdk-nag `Nag`, CIS EKS, Security Hub `FSBP`. */
  readonly upstream: readonly string[];
  /** Whether the rule applies to this environment. */
  readonly appliesTo: (environment: Environment) => boolean;
  /** Addresses that violate the rule, each with what was found. */
  readonly check: (platform: Platform) => readonly Finding[];
  /** Every way to break a platform that complies, one resource at a time; the check must notice each. */
  readonly mutants: (platform: Platform) => readonly Mutant[];
  /** Resources that comply, which the mutants are made of as well: for a rule that nothing real satisfies yet.
   * @default - what is deployed is enough */
  readonly sample?: readonly Sample[];
}

/** A resource as one would like it to be. */
export interface Sample {
  readonly type: string;
  readonly name: string;
  readonly arguments: Block;
}

export interface Finding {
  readonly address: string;
  readonly problem: string;
}

/** A platform in which one resource was made worse. */
export interface Mutant {
  /** Address of what was made worse. */
  readonly address: string;
  /** What was done, for example `aws_vpc.network without cidr_block`. */
  readonly name: string;
  readonly platform: Platform;
  /** How a finding at that address must begin, or it found something else.
   * @default - whatever is found counts: a lack shows at what is left, not at what is missing */
  readonly found?: string;
}

/** A test of one argument; the text says what was expected. */
export interface Expectation {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
  /** Values that must be noticed in the place of one that holds; undefined stands for none. */
  readonly violations: (value: unknown) => readonly unknown[];
}

/** Values at a dotted path; a step into a list visits every element, because blocks synthesize to lists. */
export function valuesAt(value: unknown, path: string): unknown[] {
  const [step, ...rest] = path.split(".");
  if (Array.isArray(value))
    return value.length === 0 ? [undefined] : value.flatMap((element) => valuesAt(element, path));
  const next = isRecord(value) && step !== undefined ? value[step] : undefined;
  return rest.length === 0 ? [next] : valuesAt(next, rest.join("."));
}

/** Replaces the argument at a dotted path wherever its parent is found, or deletes it when there is no
 *  replacement. */
export function replace(value: unknown, path: string, replacement?: unknown): void {
  const [step, ...rest] = path.split(".");
  if (Array.isArray(value)) for (const element of value) replace(element, path, replacement);
  else if (isRecord(value) && step !== undefined) {
    if (rest.length > 0) replace(value[step], rest.join("."), replacement);
    else if (replacement === undefined) delete value[step];
    else value[step] = replacement;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether any text in a value refers to this resource or to an attribute of it. */
export function refersTo(value: unknown, { address }: Pick<PlatformResource, "address">): boolean {
  return new RegExp(`\\b${address.replace(".", "\\.")}(?![\\w-])`).test(JSON.stringify(value) ?? "");
}
