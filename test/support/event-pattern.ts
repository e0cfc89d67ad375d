import type { Resource } from "./terraform-json";

/** Names of the rules to which EventBridge hands an event. */
export function rulesFor(event: Fields, rules: readonly Resource[]): string[] {
  return rules
    .filter(({ arguments: rule }) => matchesEvent(String(rule.event_pattern), event))
    .map(({ arguments: { name } }) => String(name));
}

/** Whether EventBridge hands an event to a rule, as far as this repository writes patterns; it throws on anything else.
 *  https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html (2026-11)
 *  @param pattern as EventBridge takes it */
function matchesEvent(pattern: string, event: Fields): boolean {
  return fieldsMatch(JSON.parse(pattern), event);
}

interface Fields {
  readonly [field: string]: unknown;
}

function fieldsMatch(pattern: Fields, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === "$or")
      return listOf(wanted).some((alternative) => fieldsMatch(fieldsOf(alternative), event));
    const actual = isFields(event) ? event[field] : undefined;
    // A value of the event that is a list matches with any of its elements.
    if (Array.isArray(wanted))
      return wanted.some((one) => [actual].flat().some((value) => holds(one, value)));
    return [actual].flat().some((value) => fieldsMatch(fieldsOf(wanted), value));
  });
}

function holds(matcher: unknown, actual: unknown): boolean {
  if (!isFields(matcher)) return matcher === actual;
  const [[operator, operand] = []] = Object.entries(matcher);
  switch (operator) {
    case "prefix":
      return typeof actual === "string" && actual.startsWith(String(operand));
    case "exists":
      return (actual !== undefined) === operand;
    // Unlike a negation: what is not there matches nothing.
    case "anything-but":
      return actual !== undefined && actual !== operand;
    default:
      throw new Error(`the operator '${operator}' of event patterns is not evaluated; teach it to this file`);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw new Error(`a pattern has ${JSON.stringify(value)} where fields belong`);
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`a pattern has ${JSON.stringify(value)} where a list belongs`);
  return value;
}
