import { RE2JS, type RE2JSException } from "re2js";
import { z } from "zod";
import type { Detector } from "../text/spans";

/** What the built-in classes do not know: an employee's number, a policy's, a patient's. RE2 runs it, in time linear to
 *  the text whatever the pattern, so that a rule cannot hang the masker; JavaScript's own engine backtracks. */
export const customRule = z
  .strictObject({
    /** What the rule is called in counts. */
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,31}$/, "must be 2 to 32 lower-case letters, digits and hyphens"),
    /** In RE2's syntax: no look-ahead and no back-references. The whole match is replaced. */
    pattern: z.string().min(3).max(1000),
    /** @default the rule's own name in capitals: `[EMPLOYEE]` */
    label: z
      .string()
      .regex(
        /^\[[A-Z][A-Z_]{1,30}\]$/,
        "must be capitals and underscores in square brackets such as '[EMPLOYEE]'",
      )
      .optional(),
    /** @default false */
    ignoreCase: z.boolean().default(false),
  })
  .superRefine(({ pattern, ignoreCase }, context) => {
    const problem = problemOf(pattern, ignoreCase);
    if (problem !== undefined) context.addIssue({ code: "custom", path: ["pattern"], message: problem });
  });

export type CustomRule = z.output<typeof customRule>;

/** Why a pattern is no rule; undefined if it is one. */
function problemOf(pattern: string, ignoreCase: boolean): string | undefined {
  try {
    return compile(pattern, ignoreCase).matcher("").find()
      ? "matches nothing at all, everywhere; add what has to be there"
      : undefined;
  } catch (error) {
    const { message } = error as RE2JSException; // RE2JS throws nothing else.
    return `is not RE2, which does without look-ahead and back-references: ${message}`;
  }
}

function compile(pattern: string, ignoreCase: boolean): RE2JS {
  return RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
}

export function customDetector({ name, pattern, ignoreCase }: CustomRule): Detector {
  const compiled = compile(pattern, ignoreCase);
  return (text, _context, found) => {
    const matcher = compiled.matcher(text);
    while (matcher.find()) if (matcher.end() > matcher.start()) found(matcher.start(), matcher.end(), name);
  };
}
