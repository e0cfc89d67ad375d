import { type Platform, resources } from "./rule";

/** One statement as it stands in a rendered policy. */
export interface RenderedStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface RenderedPolicy {
  readonly address: string;
  readonly statements: readonly RenderedStatement[];
}

/** Parses the policy argument of every resource of a type. */
export function policiesOf(platform: Platform, type: string, argument: string): RenderedPolicy[] {
  return resources(platform, type)
    .filter(({ arguments: block }) => typeof block[argument] === "string")
    .map(({ address, arguments: block }) => ({ address, statements: statementsOf(String(block[argument])) }));
}

/** Every element of a list that AWS also allows to be one string. */
export function listed(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

function statementsOf(policy: string): readonly RenderedStatement[] {
  return JSON.parse(policy).Statement;
}
