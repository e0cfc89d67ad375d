import { z } from "zod";
import type { Check } from "../check";

/** What kubectl is configured for, as far as we read it. */
const configuration = z.object({
  "current-context": z.string(),
  contexts: z.array(z.object({ name: z.string(), context: z.object({ cluster: z.string() }) })).nullable(),
});

/** That kubectl speaks to the environment's cluster and gets an answer: what another one answers is true of that. */
export const cluster: Check = {
  subject: "cluster of kubectl",
  asks: true,
  reasons: async ({ ask, environment: { name, region } }) => {
    const { "current-context": current, contexts } = configuration.parse(
      JSON.parse(await ask("kubectl", ["config", "view", "--output", "json"])),
    );
    const present = contexts?.find((one) => one.name === current)?.context.cluster;
    const own = `langfuse-${name}`;
    if (!present?.endsWith(`/${own}`))
      return [
        `kubectl speaks to '${present ?? "nothing"}', not to ${own}; ` +
          `run 'aws eks update-kubeconfig --name ${own} --region ${region}'`,
      ];
    await ask("kubectl", ["get", "--raw", "/readyz"]);
    return [];
  },
};
