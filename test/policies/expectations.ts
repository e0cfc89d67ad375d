import type { Expectation } from "./rule";

/** Exactly this value, compared as JSON. */
export const exactly = (expected: unknown): Expectation => ({
  expected: JSON.stringify(expected),
  holds: (value) => JSON.stringify(value) === JSON.stringify(expected),
});

/** One of these values. */
export const oneOf = (...allowed: readonly unknown[]): Expectation => ({
  expected: `one of ${JSON.stringify(allowed)}`,
  holds: (value) => allowed.includes(value),
});

/** A number of at least this size. */
export const atLeast = (minimum: number): Expectation => ({
  expected: `at least ${minimum}`,
  holds: (value) => typeof value === "number" && value >= minimum,
});

/** A number of at most this size. */
export const atMost = (maximum: number): Expectation => ({
  expected: `at most ${maximum}`,
  holds: (value) => typeof value === "number" && value <= maximum,
});

/** Text that matches. */
export const matching = (pattern: RegExp): Expectation => ({
  expected: `text like ${pattern}`,
  holds: (value) => typeof value === "string" && pattern.test(value),
});

/** A reference to a resource of this type, in the same stack or handed over by another. */
export const referenceTo = (type: string): Expectation => matching(new RegExp(`\\b${type}[._]`));

/** A list of nothing but references to resources of this type. */
export const referencesTo = (type: string): Expectation => ({
  expected: `references to ${type}`,
  holds: (value) => Array.isArray(value) && value.length > 0 && value.every(referenceTo(type).holds),
});

/** A list of `{ name, value }` blocks that holds this one. */
export const parameter = (name: string, setting: string): Expectation => ({
  expected: `the parameter ${name} = ${setting}`,
  holds: (value) => Array.isArray(value) && value.some((one) => one.name === name && one.value === setting),
});

/** One of our own encryption keys. */
export const ourKey = referenceTo("aws_kms_key");

/** A list with at least this many elements. */
export const listOf = (minimum: number): Expectation => ({
  expected: `a list of at least ${minimum}`,
  holds: (value) => Array.isArray(value) && value.length >= minimum,
});

/** A list that holds at least these elements. */
export const listWith = (...elements: readonly string[]): Expectation => ({
  expected: `a list with ${elements.join(", ")}`,
  holds: (value) => Array.isArray(value) && elements.every((element) => value.includes(element)),
});

/** Argument not set, or set to an empty list. */
export const absent: Expectation = {
  expected: "not set",
  holds: (value) => value === undefined || (Array.isArray(value) && value.length === 0),
  violation: ["unexpected"],
};
