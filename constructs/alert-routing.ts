import { causes, type Inhibition, inhibitions } from "./alert-inhibitions";
import { type Receiver, receiverOf } from "./alert-messages";
import { type AlertReceiver, type Severity, secretFile, WATCHDOG_KEY } from "./alert-receivers";

/** Alertmanager's configuration, as far as we set it. It holds no secret: those are files beside it.
 *  https://prometheus.io/docs/alerting/0.34/configuration (2026-11) */
export interface AlertmanagerConfig {
  readonly global: { readonly resolve_timeout: string };
  readonly route: Route;
  readonly inhibit_rules: readonly Inhibition[];
  readonly receivers: readonly Receiver[];
  readonly templates: readonly string[];
}

/** One branch of the tree; what it does not say it has from the branch above. */
export interface Route {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  /** Look at the branches after this one too. */
  readonly continue?: true;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly routes?: readonly Route[];
}

export interface AlertRoutingProps {
  /** What stands before every message, for example `langfuse-prod`. */
  readonly origin: string;
  readonly receivers: readonly AlertReceiver[];
  /** Somebody outside expects the Watchdog, at an address in the Secret. */
  readonly deadMansSwitch: boolean;
}

/** Alert that always fires. */
export const WATCHDOG = "Watchdog";

/** Receiver of what nobody is told: it stands in Alertmanager and in Grafana. */
const NOBODY = "nobody";

/** Receiver of alerts whose severity no branch knows, a mistake in their rule. */
const UNROUTED = "unrouted";

/** How often somebody is told again while an alert goes on. */
const REPEAT: Readonly<Record<Severity, string>> = { critical: "1h", warning: "12h", info: "24h" };

const SEVERITIES = ["critical", "warning", "info"] as const;

/** Who is told of what: a branch for each severity, and in it one for each receiver, every one of which is told. Alerts of
 *  one name and component are one message. */
export function alertmanagerConfig(props: AlertRoutingProps): AlertmanagerConfig {
  const { origin, receivers, deadMansSwitch } = props;
  return {
    global: { resolve_timeout: "5m" },
    route: {
      receiver: UNROUTED,
      group_by: ["alertname", "component"],
      // Long enough for the cause to arrive beside its symptoms, and to hide them.
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: REPEAT.warning,
      routes: [watchdog(deadMansSwitch), ...SEVERITIES.map((severity) => branch(severity, receivers))],
    },
    inhibit_rules: inhibitions(causes),
    receivers: [
      { name: NOBODY },
      unrouted(receivers, origin),
      ...(deadMansSwitch ? [deadMan()] : []),
      ...receivers.map((receiver) => receiverOf(receiver, origin)),
    ],
    templates: ["/etc/alertmanager/config/*.tmpl"],
  };
}

function watchdog(deadMansSwitch: boolean): Route {
  return {
    receiver: deadMansSwitch ? WATCHDOG_KEY : NOBODY,
    matchers: [`alertname="${WATCHDOG}"`],
    group_wait: "0s",
    // Half the repetition: a tick that comes a moment early sends nothing, and the next one is 30 seconds later.
    group_interval: "30s",
    repeat_interval: "1m",
  };
}

function branch(severity: Severity, receivers: readonly AlertReceiver[]): Route {
  return {
    receiver: NOBODY,
    matchers: [`severity="${severity}"`],
    repeat_interval: REPEAT[severity],
    routes: receivers
      .filter(({ severities }) => severities.includes(severity))
      .map(({ name, components }) => ({
        receiver: name,
        ...(components ? { matchers: [`component=~"${components.join("|")}"`] } : {}),
        continue: true,
      })),
  };
}

function deadMan(): Receiver {
  return {
    name: WATCHDOG_KEY,
    webhook_configs: [{ url_file: secretFile(WATCHDOG_KEY), send_resolved: false, max_alerts: 1 }],
  };
}

/** The first who reads warnings about everything, because such an alert may be about anything. */
function unrouted(receivers: readonly AlertReceiver[], origin: string): Receiver {
  const reader = receivers.find(
    ({ severities, components }) => severities.includes("warning") && !components,
  );
  return reader ? { ...receiverOf(reader, origin), name: UNROUTED } : { name: UNROUTED };
}
