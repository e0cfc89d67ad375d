import { until } from "../support/until";
import { type Alertmanager, PATIENCE_MS } from "./alertmanager";
import { type Check, check } from "./check";
import type { Change } from "./configuration";
import type { StandIns } from "./stand-ins";

const RUNBOOK = "https://example.com/runbooks/alerts/ClickHouseUnavailable.md";
const DASHBOARD = "https://grafana.example.com/d/langfuse-clickhouse";
const SUMMARY = "ClickHouse answers nobody";

/** An alert that every kind of receiver is told, and the one that only the dead man's switch is. */
const fired = [
  {
    labels: { alertname: "ClickHouseUnavailable", severity: "critical", component: "clickhouse" },
    annotations: {
      summary: SUMMARY,
      description: "0 of 3 replicas answer & nobody writes.",
      runbook_url: RUNBOOK,
      dashboard_url: DASHBOARD,
    },
  },
  { labels: { alertname: "Watchdog", severity: "info", component: "monitoring" } },
];

/** Values of the Secret, with which receivers find the stand-ins. */
export function secretValues(standIns: StandIns): Readonly<Record<string, string>> {
  return {
    "on-call": "routing-key-of-the-test",
    chat: standIns.url("/slack"),
    mail: "password",
    "dead-mans-switch": standIns.url("/dead-man"),
  };
}

/** What else has to lead to the stand-ins: addresses that are no secret and stand in the configuration. */
export function towards(standIns: StandIns): readonly Change[] {
  return [
    (mapping) => ("routing_key_file" in mapping ? { ...mapping, url: standIns.url("/pagerduty") } : mapping),
    (mapping) => ("topic_arn" in mapping ? { ...mapping, api_url: standIns.url("/sns") } : mapping),
    // The stand-in has no certificate; that TLS is demanded is asserted in test/constructs/alert-routing.test.ts.
    (mapping) =>
      "smarthost" in mapping ? { ...mapping, smarthost: standIns.relayAddress, require_tls: false } : mapping,
    // Nobody waits half a minute for what is grouped here.
    (mapping) => ("group_wait" in mapping ? { ...mapping, group_wait: "0s" } : mapping),
  ];
}

/** What each kind of receiver must be sent, as it travels. */
const expected: Readonly<Record<string, readonly string[]>> = {
  "/slack": [
    "langfuse-sample: CRITICAL ClickHouseUnavailable (clickhouse)",
    SUMMARY,
    `\\u003c${RUNBOOK}|Runbook\\u003e`,
    `\\u003c${DASHBOARD}|Dashboard\\u003e`,
    '"color":"danger"',
  ],
  "/pagerduty": [
    '"routing_key":"routing-key-of-the-test"',
    '"severity":"critical"',
    '"component":"clickhouse"',
    `"href":"${RUNBOOK}"`,
    `"href":"${DASHBOARD}"`,
  ],
  "/sns": [encodeURIComponent(RUNBOOK), encodeURIComponent("arn:aws:sns:eu-central-1:222222222222:alerts")],
  mail: [
    "RCPT TO:<jane@example.com>",
    "RCPT TO:<joe@example.com>",
    "Subject: langfuse-sample: CRITICAL ClickHouseUnavailable (clickhouse)",
    RUNBOOK,
    "answer &amp; nobody writes",
  ],
  "/dead-man": ["Watchdog"],
};

/** Fires alerts and reads what arrives at each receiver. */
export async function messageChecks(alertmanager: Alertmanager, standIns: StandIns): Promise<Check[]> {
  await alertmanager.send(fired);
  const checks = Object.entries(expected).map(([receiver, texts]) =>
    check(`a message arrives at ${receiver}, with what it must say`, async () => {
      const message = () => standIns.arrived.find(({ to }) => to.replace(/\/$/, "") === receiver);
      await until(async () => message() !== undefined, `there is a message at ${receiver}`, PATIENCE_MS);
      const text = unwrapped(message()?.text ?? "");
      return texts
        .filter((part) => !text.includes(part))
        .map((part) => `does not say '${part}' but: ${text}`);
    }),
  );
  return [
    ...(await Promise.all(checks)),
    await check("Watchdog arrives nowhere else", async () =>
      standIns.arrived
        .filter(({ to, text }) => to !== "/dead-man" && text.includes("Watchdog"))
        .map(({ to }) => `Watchdog arrived at ${to}`),
    ),
  ];
}

/** Without the soft line breaks of mail. */
function unwrapped(text: string): string {
  return text.replaceAll("=\n", "").replaceAll("=3D", "=");
}
