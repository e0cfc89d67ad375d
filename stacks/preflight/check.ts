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

/** Makes all checks, side by side: a person gets every reason at once. */
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
