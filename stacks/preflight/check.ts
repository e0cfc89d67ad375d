import type { Environment } from "../../environments/schema";

/** Asks a program that reads and changes nothing, and returns what it prints.
 *  @throws when it is not there, fails or takes too long */
export type Ask = (program: "kubectl" | "aws", args: readonly string[]) => Promise<string>;

/** What a check may know. */
export interface Context {
  readonly environment: Environment;
  readonly ask: Ask;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Something that has to hold before a deployment. */
export interface Check {
  /** What is looked at, in a few words. */
  readonly subject: string;
  /** Whether it asks what runs already; a first deployment has nothing to ask. */
  readonly asks: boolean;
  /** Why not to deploy, each with the next action; none when all is well.
   *  @throws when it cannot be told, which is a reason as well */
  readonly reasons: (context: Context) => Promise<readonly string[]> | readonly string[];
}

/** What came of a check. */
export interface Verdict {
  readonly subject: string;
  readonly reasons: readonly string[];
}

/** Makes all checks, in their order of `checks`: a person gets every reason at once. Where a door is shut, nobody behind it is
 *  asked, because each would say the same.
 *  @param doors - those of the checks that must hold before anything that runs is asked */
export async function verdictsBehind(
  doors: readonly Check[],
  checks: readonly Check[],
  context: Context,
): Promise<Verdict[]> {
  const first = await verdicts(
    checks.filter((check) => doors.includes(check)),
    context,
  );
  const isShut = first.some(({ reasons }) => reasons.length > 0);
  const others = checks.filter((check) => !doors.includes(check) && !(isShut && check.asks));
  return [...first, ...(await verdicts(others, context))];
}

/** Makes checks side by side. */
export function verdicts(checks: readonly Check[], context: Context): Promise<Verdict[]> {
  return Promise.all(
    checks.map(async ({ subject, reasons }) => {
      try {
        return { subject, reasons: await reasons(context) };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { subject, reasons: [`cannot be told: ${why}`] };
      }
    }),
  );
}
