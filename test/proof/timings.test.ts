import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { synthesizedStacks } from "../support/platform";
import { ofType } from "../support/terraform-json";

/** Seconds that RDS takes to fail over with a standby, at most.
 *  https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html (2026-11) */
const FAILOVER = 120;
/** Seconds for which web goes on after SIGTERM: `web/src/utils/shutdown.ts` of Langfuse 4.16. */
const WEB_DRAIN = 110;

const CHART = load(readFileSync(join(__dirname, "../../charts-values/langfuse.yaml"), "utf8"));
const stacks = synthesizedStacks();

describe.each(stacks.filter(({ name }) => name.endsWith("-network")))("$name", ({ environment, json }) => {
  const langfuse = stacks.find(({ name }) => name === `${environment.name}-langfuse`);
  const text = JSON.stringify(langfuse?.json);
  const grace = number(text, /terminationGracePeriodSeconds: (\d+)/);
  const preStop = Number(at(CHART, "langfuse.extraLifecycle.preStop.sleep.seconds"));
  const idle = ofType(json, "aws_lb").map(({ arguments: { idle_timeout } }) => Number(idle_timeout));
  const delays = ofType(json, "aws_lb_target_group").map(({ arguments: group }) =>
    Number(group.deregistration_delay),
  );

  it("keeps workers alive for longer than a failover of Postgres takes", () => {
    const period = Number(at(CHART, "langfuse.worker.livenessProbe.periodSeconds"));
    const failures = Number(at(CHART, "langfuse.worker.livenessProbe.failureThreshold"));
    expect(period * failures).toBeGreaterThanOrEqual(2 * FAILOVER);
  });

  it("leaves it to the load balancer to close idle connections", () => {
    const keepAlive = number(text, /KEEP_ALIVE_TIMEOUT\D+(\d+)/) / 1000;
    expect(idle.length).toBeGreaterThan(0);
    for (const seconds of idle) expect(keepAlive).toBeGreaterThan(seconds);
  });

  it("gives a pod the time that its last requests and its own shutdown take", () => {
    expect(grace).toBeGreaterThan(preStop + WEB_DRAIN);
    for (const delay of delays) expect(grace).toBeGreaterThan(delay);
  });
});

function number(text: string, pattern: RegExp): number {
  const [, digits] = pattern.exec(text) ?? [];
  if (!digits) throw new Error(`${pattern} is nowhere in the langfuse stack`);
  return Number(digits);
}

function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((part, key) => Reflect.get(Object(part), key), value);
}
