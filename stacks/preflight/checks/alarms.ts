import { z } from "zod";
import { namespaces } from "../../../constructs/namespaces";
import { observability } from "../../../constructs/observability";
import type { Check } from "../check";

const answer = z.array(z.object({ metric: z.record(z.string(), z.string()) }));

/** Alerts that wake somebody, as Prometheus holds them now. */
const FIRING = 'ALERTS{alertstate="firing",severity="critical"}';

/** A deployment in the middle of an outage hides what began it. Who deploys to mend it goes past this, knowingly. */
export const firingAlerts: Check = {
  subject: "alerts that wake somebody",
  asks: true,
  reasons: async ({ ask }) => {
    const text = await ask("kubectl", [
      ...["-n", namespaces.observability, "exec", `prometheus-${observability.prometheus.serviceAccount}-0`],
      ...["-c", "prometheus", "--"],
      ...["promtool", "query", "instant", "-o", "json", "http://localhost:9090", FIRING],
    ]);
    const names = answer
      .parse(JSON.parse(text))
      .map(({ metric }) => metric.alertname ?? "an alert without a name");
    return [...new Set(names)]
      .sort()
      .map((name) => `${name} is firing; see runbooks/alerts/${name}.md first`);
  },
};
