import { type IamStatement, statementsIn } from "./iam";
import type { Resource } from "./terraform-json";

/** The statements in one JSON argument of a resource.
 *  @throws when the resource has no such argument */
export function statementsOf(resource: Resource | undefined, argument = "policy"): readonly IamStatement[] {
  const document = resource?.arguments[argument];
  if (typeof document !== "string")
    throw new Error(`'${resource?.address}' has no policy in '${argument}'; it has ${document}`);
  return statementsIn(document);
}
