import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { at } from "../../chart/kubernetes";
import { manifestsOf } from "../../support/manifests";
import { type SynthesizedStack, synthesizedStack } from "../../support/platform";
import { ofType } from "../../support/terraform-json";

/** Seconds that RDS takes to fail over with a standby, at most.
 *  https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html (2026-11) */
export const FAILOVER = 120;
/** Seconds for which web goes on after SIGTERM: `web/src/utils/shutdown.ts` of Langfuse 4.16. */
export const WEB_DRAIN = 110;

/** How long things take in one environment, in seconds unless they say otherwise. */
export interface Timings {
  /** Of web and worker, as the admission policy writes it. */
  readonly grace: number;
  readonly preStop: number;
  readonly workerLivenessPeriod: number;
  readonly workerLivenessFailures: number;
  /** For one answer of it. */
  readonly workerLivenessTimeout: number;
  /** Of web's and worker's connections to Postgres, as they stand in the URL. */
  readonly databaseArgs: string;
  /** Of one statement, as it stands there. */
  readonly socketTimeout: number;
  /** For which web keeps an idle connection. */
  readonly webKeepAlive: number;
  /** For which load balancers keep one. */
  readonly idle: readonly number[];
  readonly deregistrationDelays: readonly number[];
  readonly healthInterval: number;
  readonly healthyThreshold: number;
  readonly clickhouseGrace: number;
  /** For which a drain may hold a node of each pool, and the age at which a node goes, in hours. */
  readonly pools: Readonly<Record<string, { readonly drain: number; readonly age: number }>>;
  /** None where the environment has no masking gateway. */
  readonly gateway?: {
    readonly grace: number;
    readonly preStop: number;
    readonly drainDelay: number;
    readonly drainTimeout: number;
  };
}

const CHART = load(readFileSync(join(__dirname, "../../../charts-values/langfuse.yaml"), "utf8"));

/** @throws when one of them is nowhere */
export function timingsOf(environment: string): Timings {
  const [network, platform, clickhouse, langfuse] = ["network", "platform", "clickhouse", "langfuse"].map(
    (name) => synthesizedStack(`${environment}-${name}`),
  ) as [SynthesizedStack, SynthesizedStack, SynthesizedStack, SynthesizedStack]; // As many as names.
  const text = JSON.stringify(langfuse.json);
  const groups = ofType(network.json, "aws_lb_target_group").map((group) => group.arguments);
  const check = at(groups[0], "health_check");
  const databaseArgs = databaseArgsOf(langfuse);
  return {
    grace: found(text, /terminationGracePeriodSeconds: (\d+)/),
    preStop: number(CHART, "langfuse.extraLifecycle.preStop.sleep.seconds"),
    workerLivenessPeriod: number(CHART, "langfuse.worker.livenessProbe.periodSeconds"),
    workerLivenessFailures: number(CHART, "langfuse.worker.livenessProbe.failureThreshold"),
    workerLivenessTimeout: number(CHART, "langfuse.worker.livenessProbe.timeoutSeconds"),
    databaseArgs,
    socketTimeout: found(databaseArgs, /socket_timeout=(\d+)/),
    webKeepAlive: found(text, /KEEP_ALIVE_TIMEOUT\D+(\d+)/) / 1000,
    idle: ofType(network.json, "aws_lb").map((balancer) => number(balancer.arguments, "idle_timeout")),
    deregistrationDelays: groups.map((group) => number(group, "deregistration_delay")),
    healthInterval: number(check, "interval"),
    healthyThreshold: number(check, "healthy_threshold"),
    clickhouseGrace: number(
      manifestsOf(clickhouse.json).find(({ kind }) => kind === "ClickHouseInstallation"),
      "spec.templates.podTemplates.0.spec.terminationGracePeriodSeconds",
    ),
    pools: Object.fromEntries(
      manifestsOf(platform.json)
        .filter(({ kind }) => kind === "NodePool")
        .map((pool) => [
          pool.metadata.name,
          {
            drain: hours(pool, "spec.template.spec.terminationGracePeriod"),
            age: hours(pool, "spec.template.spec.expireAfter"),
          },
        ]),
    ),
    gateway: gatewayOf(langfuse),
  };
}

function databaseArgsOf({ json }: SynthesizedStack): string {
  const release = ofType(json, "helm_release").find(({ arguments: { name } }) => name === "langfuse");
  const [args] = /sslmode=[^"\\]+/.exec(JSON.stringify(release)) ?? [];
  if (!args) throw new Error("the release of Langfuse has no arguments for its connections to Postgres");
  return args;
}

function gatewayOf({ json }: SynthesizedStack): Timings["gateway"] {
  const pods = manifestsOf(json).find(
    ({ kind, metadata }) => kind === "Deployment" && metadata.name === "masking-gateway",
  );
  if (pods === undefined) return undefined;
  const container = at(pods, "spec", "template", "spec", "containers", "0");
  const variable = (name: string) => found(JSON.stringify(container), new RegExp(`${name}","value":"(\\d+)`));
  return {
    grace: number(pods, "spec.template.spec.terminationGracePeriodSeconds"),
    preStop: number(container, "lifecycle.preStop.sleep.seconds"),
    drainDelay: variable("GATEWAY_DRAIN_DELAY_MS") / 1000,
    drainTimeout: variable("GATEWAY_DRAIN_TIMEOUT_MS") / 1000,
  };
}

function found(text: string, pattern: RegExp): number {
  const [, digits] = pattern.exec(text) ?? [];
  if (!digits) throw new Error(`${pattern} is nowhere in the langfuse stack`);
  return Number(digits);
}

function hours(value: unknown, path: string): number {
  const [, digits] = /^(\d+)h$/.exec(String(at(value, ...path.split(".")))) ?? [];
  if (!digits) throw new Error(`there are no hours at '${path}'`);
  return Number(digits);
}

function number(value: unknown, path: string): number {
  const result = Number(at(value, ...path.split(".")));
  if (Number.isNaN(result)) throw new Error(`there is no number at '${path}'`);
  return result;
}
