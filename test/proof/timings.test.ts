import { join } from "node:path";
import { toMatchFile } from "jest-file-snapshot";
import { environments } from "../../environments";
import { POOL_CHECK_SECONDS } from "../support/prisma";
import { lifecyclePage } from "./lifecycle/page";
import { FAILOVER, timingsOf, WEB_DRAIN } from "./lifecycle/timings";

expect.extend({ toMatchFile });

describe.each(environments.map(({ name }) => name))("%s", (name) => {
  const timings = timingsOf(name);
  const { grace, preStop, idle, deregistrationDelays, gateway, pools } = timings;

  it("keeps workers alive for longer than a failover of Postgres takes", () => {
    const patience = timings.workerLivenessPeriod * timings.workerLivenessFailures;
    expect(patience).toBeGreaterThanOrEqual(2 * FAILOVER);
  });

  it("gives statements up while a failover goes on, and not while somebody may wait for them", () => {
    const { socketTimeout } = timings;
    expect(socketTimeout).toBeGreaterThan(Math.max(...idle));
    expect(socketTimeout).toBeLessThan(FAILOVER);
    // The pool asks such a connection whether it lives before it hands it out again.
    expect(socketTimeout).toBeGreaterThan(POOL_CHECK_SECONDS);
    const patience = timings.workerLivenessPeriod * timings.workerLivenessFailures;
    expect(patience).toBeGreaterThan(FAILOVER + socketTimeout);
  });

  it("leaves it to the load balancer to close idle connections", () => {
    expect(idle.length).toBeGreaterThan(0);
    for (const seconds of idle) expect(timings.webKeepAlive).toBeGreaterThan(seconds);
  });

  it("gives a pod the time that its last requests and its own shutdown take", () => {
    expect(grace).toBeGreaterThan(preStop + WEB_DRAIN);
    for (const delay of deregistrationDelays) expect(grace).toBeGreaterThan(delay);
  });

  it("gives the gateway the time that its own deadline takes", () => {
    if (gateway === undefined) return;
    expect(gateway.grace).toBeGreaterThan(gateway.preStop + gateway.drainDelay + gateway.drainTimeout);
  });

  it("holds a node for longer than any of its pods takes to go", () => {
    expect(Object.keys(pools).sort()).toEqual(["clickhouse", "general"]);
    expect((pools.general?.drain ?? 0) * 3600).toBeGreaterThan(Math.max(grace, gateway?.grace ?? 0));
    expect((pools.clickhouse?.drain ?? 0) * 3600).toBeGreaterThan(timings.clickhouseGrace);
    // What Auto Mode accepts at most.
    for (const { drain, age } of Object.values(pools)) expect(drain + age).toBeLessThanOrEqual(21 * 24);
  });
});

it("is what the page says; after a change run `npm run proofs`", () => {
  expect(lifecyclePage(timingsOf("prod"))).toMatchFile(join(__dirname, "../../runbooks/lifecycle.md"));
});
