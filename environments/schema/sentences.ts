import { distance } from "fastest-levenshtein";
import { z } from "zod";
import type { Problem } from "./report";

/** Parameters of `safeParse` under which {@link sentences} can tell every issue as a sentence. */
export const parameters: z.core.ParseContext<z.core.$ZodIssue> = { error: sentence };

/** What zod found, one problem for each thing that the author has to change. */
export function sentences({ issues }: Pick<z.ZodError, "issues">): Problem[] {
  return issues.flatMap((issue) => {
    const { path, message } = issue;
    if (issue.code === "unrecognized_keys")
      // The sentence about an issue is one text; that about several keys has a line for each.
      return message.split("\n").map((line, index) => ({
        path: [...path, issue.keys[index] ?? ""],
        message: line,
        hidden: true as const,
      }));
    if (issue.code === "invalid_key")
      return issue.issues.map((key) => ({ path, message: `this key ${key.message}` }));
    if (issue.code === "invalid_union") {
      // The author meant the option that took the value itself and refused something inside of it.
      const meant = issue.errors.find((errors) => errors.every((error) => error.path.length > 0));
      if (meant)
        return sentences({ issues: meant.map((error) => ({ ...error, path: [...path, ...error.path] })) });
    }
    if (issue.code === "custom" && issue.params?.hidden === true) return [{ path, message, hidden: true }];
    return [{ path, message }];
  });
}

/** The fields that zod refused, or does not know; a list of the wrong length has sound entries. */
export function refusedPaths(error: z.ZodError): (readonly PropertyKey[])[] {
  return error.issues.flatMap((issue) => {
    const { path } = issue;
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...path, key]);
    if ((issue.code === "too_small" || issue.code === "too_big") && issue.origin === "array") return [];
    // Nobody has looked at the other fields of a section whose kind is unknown.
    return [issue.code === "invalid_union" && "discriminator" in issue ? path.slice(0, -1) : path];
  });
}

function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return oneOf(issue.values, issue.input);
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options) ? oneOf(issue.options, undefined) : undefined;
    case "too_small":
      return `must ${amount(issue.origin, "least", issue.minimum)}`;
    case "too_big":
      return `must ${amount(issue.origin, "most", issue.maximum)}`;
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, knownKeys(issue.inst))).join("\n");
    default:
      return undefined;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  array: "a list in brackets",
  boolean: "true or false",
  int: "a whole number",
  number: "a whole number",
  object: "a section in braces",
  record: "a section in braces",
  string: "text in quotes",
};

function oneOf(values: readonly unknown[], input: unknown): string {
  const hint = typeof input === "string" ? suggestion(input, values.map(String)) : "";
  if (hint) return `is not one of the choices${hint}`;
  const choices = values.map((value) => (typeof value === "string" ? `'${value}'` : String(value)));
  return `must be ${[choices.slice(0, -1).join(", "), ...choices.slice(-1)].filter(Boolean).join(" or ")}`;
}

function amount(origin: string, bound: "least" | "most", limit: number | bigint): string {
  if (origin === "array") return `have at ${bound} ${limit} ${limit === 1 ? "entry" : "entries"}`;
  return origin === "string" ? `have at ${bound} ${limit} characters` : `be at ${bound} ${limit}`;
}

function unknownKey(key: string, known: readonly string[]): string {
  if (key.endsWith("Secret") && known.includes(`${key}Arn`))
    return (
      `a secret never stands here; put it into Secrets Manager, write its ARN as '${key}Arn', ` +
      "and replace it if this file was committed"
    );
  const hint = suggestion(key, known) || `; here are known: ${known.join(", ")}`;
  return `nothing reads this key${hint}`;
}

function knownKeys(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** Names the known word that is nearest, when it is near enough to be a slip of the fingers. */
function suggestion(word: string, known: readonly string[]): string {
  if (word.length > LONGEST_WORD) return "";
  const lower = word.toLowerCase();
  const [nearest] = known
    .map((candidate) => ({ candidate, slips: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.slips - b.slips);
  return nearest && nearest.slips <= Math.max(1, nearest.candidate.length / 3)
    ? `; did you mean '${nearest.candidate}'?`
    : "";
}

/** Nothing that is longer was meant to be one of our keys, and the distance costs the product of both lengths. */
const LONGEST_WORD = 40;
