import type { Resource } from "./terraform-json";

/** One statement of a rendered policy. */
export interface RenderedStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Record<string, Record<string, string>>;
}

/** The statements in one JSON argument of a resource.
 *  @throws when the resource has no such argument */
export function statementsOf(resource: Resource | undefined, argument = "policy"): RenderedStatement[] {
  const document = resource?.arguments[argument];
  if (typeof document !== "string")
    throw new Error(`'${resource?.address}' has no policy in '${argument}'; it has ${document}`);
  return JSON.parse(document).Statement;
}
