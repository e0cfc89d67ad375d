import type { z } from "zod";
import type { Environment } from "./index";

/** Rules between fields of one environment, which types cannot express; reports every violation. */
export function checkEnvironment(environment: Environment, context: z.RefinementCtx): void {
  for (const { path, message } of violations(environment))
    context.addIssue({ code: "custom", path: [...path], message });
}

interface Violation {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function violations(environment: Environment): Violation[] {
  const { zones, region } = environment;
  return zones
    .filter((zone) => !zone.startsWith(region))
    .map((zone) => ({ path: ["zones"], message: `zone '${zone}' is not in region '${region}'` }));
}
