import { defineEnvironment } from "../../../environments/schema";
import type { Check, Context } from "../../../stacks/preflight/check";
import { verdicts } from "../../../stacks/preflight/check";
import { sample } from "../../support/sample-environment";
import { type Answers, well } from "./answers";

export const NOW = Date.parse("2026-11-22T12:00:00Z");
export const environment = defineEnvironment(sample);

/** Reasons of a check, when a few answers differ from those of a healthy platform. */
export async function reasons(check: Check, changed: Answers = {}): Promise<readonly string[]> {
  const answers = { ...well(environment, NOW), ...changed };
  const context: Context = {
    environment,
    now: NOW,
    ask: async (program, args) => {
      const line = [program, ...args].join(" ");
      const [, answer] = Object.entries(answers).find(([part]) => line.includes(part)) ?? [];
      if (answer === undefined) throw new Error(`'${line.slice(0, 60)}' says: not found`);
      return answer;
    },
  };
  const [verdict] = await verdicts([check], context);
  return verdict?.reasons ?? [];
}
