import type { Expectation } from "./rule";

/** Exactly this value, compared as JSON. */
export const exactly = (expected: unknown): Expectation => ({
  expected: JSON.stringify(expected),
  holds: (value) => JSON.stringify(value) === JSON.stringify(expected),
  violations: () => [undefined, typeof expected === "boolean" ? !expected : "something else"],
});

/** One of these values. */
export const oneOf = (...allowed: readonly unknown[]): Expectation => ({
  expected: `one of ${JSON.stringify(allowed)}`,
  holds: (value) => allowed.includes(value),
  violations: () => [undefined, "something else"],
});

/** On, as it is where nothing is said. */
export const notSwitchedOff: Expectation = { ...oneOf(true, undefined), violations: () => [false] };

/** A number of at least this size. */
export const atLeast = (minimum: number): Expectation => ({
  expected: `at least ${minimum}`,
  holds: (value) => typeof value === "number" && value >= minimum,
  violations: () => [undefined, minimum - 1],
});

/** A number of at most this size. */
export const atMost = (maximum: number): Expectation => ({
  expected: `at most ${maximum}`,
  holds: (value) => typeof value === "number" && value <= maximum,
  violations: () => [undefined, maximum + 1],
});

/** Text that matches. */
export const matching = (pattern: RegExp): Expectation => ({
  expected: `text like ${pattern}`,
  holds: (value) => typeof value === "string" && pattern.test(value),
  violations: () => [undefined, ""],
});

/** A reference to a resource of this type.
 *  @param name - how its name must begin */
export const referenceTo = (type: string, name = ""): Expectation => ({
  expected: `a reference to ${type}.${name}*`,
  holds: (value) => typeof value === "string" && new RegExp(`\\b${type}\\.${name}`).test(value),
  violations: () => [undefined, "arn:aws:of:another"],
});

/** A list of nothing but references to resources of this type. */
export const referencesTo = (type: string): Expectation => ({
  expected: `references to ${type}`,
  holds: (value) => Array.isArray(value) && value.length > 0 && value.every(referenceTo(type).holds),
  violations: (value) => [undefined, [], [...listOrNothing(value), "another-of-unknown-origin"]],
});

/** A list of `{ name, value }` blocks that holds this one. */
export const parameter = (name: string, ...settings: readonly string[]): Expectation => ({
  expected: `the parameter ${name} = ${settings.join(" or ")}`,
  holds: (value) =>
    Array.isArray(value) && value.some((one) => one.name === name && settings.includes(one.value)),
  violations: (value) => {
    const others = listOrNothing(value).filter((one) => Object(one).name !== name);
    return [undefined, others, [...others, { name, value: "something else" }]];
  },
});

/** Several expectations of one argument. */
export const all = (...expectations: readonly Expectation[]): Expectation => ({
  expected: expectations.map(({ expected }) => expected).join(" and "),
  holds: (value) => expectations.every(({ holds }) => holds(value)),
  violations: (value) => expectations.flatMap(({ violations }) => violations(value)),
});

/** One of our own encryption keys. */
export const ourKey = referenceTo("aws_kms_key");

/** A list with at least this many elements. */
export const listOf = (minimum: number): Expectation => ({
  expected: `a list of at least ${minimum}`,
  holds: (value) => Array.isArray(value) && value.length >= minimum,
  violations: (value) => [undefined, listOrNothing(value).slice(0, minimum - 1)],
});

/** A list that holds at least these elements. */
export const listWith = (...elements: readonly string[]): Expectation => ({
  expected: `a list with ${elements.join(", ")}`,
  holds: (value) => Array.isArray(value) && elements.every((element) => value.includes(element)),
  violations: (value) => [
    undefined,
    ...elements.map((missing) => listOrNothing(value).filter((element) => element !== missing)),
  ],
});

/** Argument not set, or set to an empty list. */
export const absent: Expectation = {
  expected: "not set",
  holds: (value) => value === undefined || (Array.isArray(value) && value.length === 0),
  violations: () => [["unexpected"]],
};

function listOrNothing(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
