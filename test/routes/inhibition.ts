import type { Cause } from "../../constructs/alert-inhibitions";
import { type AlertingRule, alerts } from "../../constructs/alert-rules";
import { until } from "../support/until";
import { type Alertmanager, type HeldAlert, PATIENCE_MS, type SentAlert } from "./alertmanager";
import { type Check, check } from "./check";

/** Fires each cause together with what it explains, and reads what Alertmanager keeps silent. */
export async function inhibitionChecks(
  alertmanager: Alertmanager,
  causes: readonly Cause[],
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { alert, explains } of causes)
    checks.push(
      await check(`${alert} hides what it explains, and neither itself nor others`, async () => {
        const firing = alerts.filter((rule) => rule.alert === alert || explains.includes(rule.alert));
        const bystanders = alerts.filter((other) => !explained(causes, firing).includes(other.alert));
        const held = await heldWhile(alertmanager, [...new Set([...firing, ...bystanders])]);
        return [
          ...wrong(held, alert, "active"),
          ...explains.flatMap((name) => wrong(held, name, "suppressed")),
          ...bystanders.flatMap((rule) => wrong(held, rule.alert, "active")),
        ];
      }),
    );
  checks.push(
    await check("what is explained is told when its cause does not fire", async () => {
      const symptoms = [...new Set(causes.flatMap(({ explains }) => explains))];
      const alone = symptoms.filter((name) => !causes.some(({ alert }) => alert === name));
      const held = await heldWhile(
        alertmanager,
        alerts.filter((rule) => alone.includes(rule.alert)),
      );
      return alone.flatMap((name) => wrong(held, name, "active"));
    }),
    await check("when everything fires at once, somebody is told why", async () => {
      const held = await heldWhile(alertmanager, alerts);
      const roots = causes.filter(({ alert }) => !causes.some(({ explains }) => explains.includes(alert)));
      return roots.flatMap(({ alert }) => wrong(held, alert, "active"));
    }),
  );
  return checks;
}

function explained(causes: readonly Cause[], firing: readonly AlertingRule[]): string[] {
  // A bystander that is a cause itself would hide more than is asked here.
  return [
    ...causes.map(({ alert }) => alert),
    ...causes
      .filter(({ alert }) => firing.some((rule) => rule.alert === alert))
      .flatMap(({ explains }) => explains),
  ];
}

/** What Alertmanager holds while these alerts, and no others, fire. */
async function heldWhile(alertmanager: Alertmanager, firing: readonly AlertingRule[]): Promise<HeldAlert[]> {
  await alertmanager.send(firing.map(sent));
  await until(
    async () => {
      const held = await alertmanager.held();
      return held.length === firing.length && held.every(({ status }) => status.state !== "unprocessed");
    },
    "all alerts are processed",
    PATIENCE_MS,
  );
  const held = await alertmanager.held();
  const over = new Date(Date.now() - 1000).toISOString();
  await alertmanager.send(firing.map((alert) => ({ ...sent(alert), startsAt: over, endsAt: over })));
  await until(async () => (await alertmanager.held()).length === 0, "all alerts are over", PATIENCE_MS);
  return held;
}

function sent({ alert: alertname, labels }: AlertingRule): SentAlert {
  return { labels: { alertname, ...labels } };
}

function wrong(held: readonly HeldAlert[], name: string, expected: "active" | "suppressed"): string[] {
  const alert = held.find(({ labels }) => labels.alertname === name);
  if (!alert) return [`${name} is unknown to Alertmanager`];
  if (alert.status.inhibitedBy.includes(alert.fingerprint)) return [`${name} hides itself`];
  return alert.status.state === expected ? [] : [`${name} is ${alert.status.state}, not ${expected}`];
}
