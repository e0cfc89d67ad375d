/** One value that a field of an event may have. */
type Matcher =
  | string
  | boolean
  | number
  | { readonly prefix: string }
  | { readonly exists: boolean }
  | { readonly "anything-but": string };

/** Fields of an event: all of them must match, each with one of its values. Under `$or` one of the alternatives must.
 *  https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html (2026-11) */
export interface Fields {
  readonly [field: string]: Fields | readonly Matcher[] | readonly Fields[];
}

/** Which events of the account a rule is about. */
export interface EventPattern {
  readonly source?: readonly string[];
  readonly "detail-type": readonly string[];
  readonly detail: Fields;
}

/** What EventBridge takes. */
const LONGEST_PATTERN = 4096;

/** A pattern as EventBridge takes it.
 *  @throws when it is longer than EventBridge takes */
export function patternText(rule: string, pattern: EventPattern): string {
  const text = JSON.stringify(pattern);
  if (text.length > LONGEST_PATTERN)
    throw new Error(
      `the pattern of rule '${rule}' has ${text.length} characters; EventBridge takes ${LONGEST_PATTERN}, so make two rules of it`,
    );
  return text;
}
