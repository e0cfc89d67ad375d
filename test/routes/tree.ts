import type { AlertReceiver } from "../../constructs/alert-receivers";
import { alerts } from "../../constructs/alert-rules";
import { type Check, check } from "./check";
import { amtool } from "./tools";

export interface TreeProps {
  /** Path of the configuration. */
  readonly file: string;
  readonly receivers: readonly AlertReceiver[];
  readonly deadMansSwitch: boolean;
}

/** The configuration is one, and every alert that our files produce goes to whom the environment says. */
export async function treeChecks({ file, receivers, deadMansSwitch }: TreeProps): Promise<Check[]> {
  const sound = await check("amtool accepts the configuration", async () => {
    await amtool("check-config", file);
    return [];
  });
  if (sound.problems.length > 0) return [sound];
  const told = async (labels: Readonly<Record<string, string>>) => {
    const matchers = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
    return (await amtool("config", "routes", "test", `--config.file=${file}`, ...matchers)).trim();
  };
  const pairs = new Map(
    alerts
      .filter(({ alert }) => alert !== "Watchdog")
      .map(({ alert, labels }) => [
        `${labels.severity} ${labels.component}`,
        { alertname: alert, ...labels },
      ]),
  );
  const routes = [...pairs].map(([pair, labels]) =>
    check(`${pair} goes to whom the environment says`, async () =>
      differences(await told(labels), hearers(receivers, labels.severity, labels.component)),
    ),
  );
  const watchdog = alerts.find(({ alert }) => alert === "Watchdog");
  return [
    sound,
    ...(await Promise.all(routes)),
    await check("Watchdog goes to the dead man's switch, and to no other", async () =>
      watchdog
        ? differences(await told({ alertname: watchdog.alert, ...watchdog.labels }), [
            deadMansSwitch ? "dead-mans-switch" : "nobody",
          ])
        : ["charts-values/alerts has no alert 'Watchdog'"],
    ),
    await check("an alert without a severity is not lost silently", async () =>
      differences(await told({ alertname: "Forgotten", component: "web" }), ["unrouted"]),
    ),
  ];
}

/** Whom the environment names, read without the tree. */
function hearers(receivers: readonly AlertReceiver[], severity: string, component: string): string[] {
  const names = receivers
    .filter(({ severities }) => severities.some((heard) => heard === severity))
    .filter(({ components }) => components === undefined || components.includes(component))
    .map(({ name }) => name);
  return names.length > 0 ? names : ["nobody"];
}

function differences(told: string, expected: readonly string[]): string[] {
  return told === expected.join(",") ? [] : [`told '${told}', not '${expected.join(",")}'`];
}
