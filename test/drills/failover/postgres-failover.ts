import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findPostgres } from "../../jobs/prerequisites";
import { FAILOVER, timingsOf } from "../../proof/lifecycle/timings";
import { onPath } from "../../support/programs";
import type { Report } from "../../support/report";
import { synthesizeInto } from "../../support/synthesize";
import { until } from "../../support/until";
import type { Drill } from "../drill";
import { real, Stage, scaled } from "./stage";

const JOBS = 10;
/** Seconds within which everybody writes again when the address has moved. */
const BACK = 60;

/** What becomes of writes, jobs and the worker's liveness when Postgres fails over: a primary and its synchronous standby,
 *  with TLS, behind an address that moves after the two minutes that RDS may take, all in a sixth of its time. Settings of
 *  the connection and of the probe are those that are synthesized for `prod`, with a quarter of the connections. */
export const postgresFailover: Drill = {
  name: "postgres-failover",
  missing: () => {
    const found = findPostgres(process.env);
    return [
      ...("missing" in found ? [found.missing] : []),
      ...(onPath("redis-server", process.env.PATH) ? [] : ["no 'redis-server' here; install the package"]),
    ];
  },
  run: async (report, folder) => {
    const found = findPostgres(process.env);
    if ("missing" in found) throw new Error(found.missing);
    synthesizeInto(join(folder, "synthesized"));
    const timings = timingsOf("prod");
    const databaseArgs = timings.databaseArgs.replace(/(?<=connection_limit=)\d+/, "5");
    notEqual(databaseArgs, timings.databaseArgs);
    const at = (name: string) => ({ ...found, timings, folder: join(folder, name), databaseArgs });
    await goesOn(at("process"), "process", report);
    await goesOn(at("host"), "host", report);
    const withoutDeadline = databaseArgs.replace(/&socket_timeout=\d+/, "");
    notEqual(withoutDeadline, databaseArgs);
    await hangs({ ...at("hangs"), databaseArgs: withoutDeadline }, report);
  },
};

type Place = Parameters<typeof Stage.start>[0];
/** A process that dies closes its connections; a host that is lost tells nobody. */
type Loss = "process" | "host";

const step = <T>(report: Report, name: string, work: () => Promise<T>) => report.step("postgres", name, work);

async function goesOn(place: Place, loss: Loss, report: Report): Promise<void> {
  const stage = await step(report, `a primary and its standby are at work (${loss})`, () =>
    Stage.start(place),
  );
  try {
    const seconds = await step(report, `the primary's ${loss} is lost: everybody writes again`, async () => {
      const movedAt = await loseAndMove(stage, loss);
      await writesAgain(stage, movedAt);
      return real(Date.now() - movedAt);
    });
    const failures = stage.kubelet.mostFailures;
    const { workerLivenessFailures: limit } = place.timings;
    await step(
      report,
      `that was ${seconds} s after the address had moved, and ${failures} probes of ${limit} failed`,
      async () => {
        ok(seconds <= BACK, `more than ${BACK} s`);
        ok(failures > 0, "no probe noticed anything");
        equal(stage.kubelet.restarts, 0);
      },
    );
    await step(report, "every row that was acknowledged is there", async () => isThere(stage));
    await step(report, "jobs in work were tried again, and each job ended once", () => endedOnce(stage));
  } finally {
    await stage.stop();
  }
}

/** Why there is a deadline. */
async function hangs(place: Place, report: Report): Promise<void> {
  const stage = await Stage.start(place);
  const { work, kubelet } = stage;
  try {
    await step(
      report,
      "without a deadline the same loss keeps every connection, until the worker is killed",
      async () => {
        const movedAt = await loseAndMove(stage, "host");
        const { workerLivenessPeriod: period, workerLivenessFailures: failures } = place.timings;
        await until(() => kubelet.restarts > 0, "the kubelet gives up", 2 * scaled(period * failures));
        deepEqual(
          work.acknowledged.filter(({ at }) => at > movedAt),
          [],
        );
      },
    );
  } finally {
    await stage.stop();
  }
}

/** The primary is gone, and the standby behind its address two minutes later; when that was. */
async function loseAndMove({ pair, door, work, kubelet }: Stage, loss: Loss): Promise<number> {
  await until(() => work.acknowledged.length > 100, "rows are written");
  await work.warmUp();
  kubelet.start();
  await until(() => kubelet.successes > 0, "it says that it is well");
  for (let job = 0; job < JOBS; job++) await work.add(`job-${job}`);
  await until(() => work.begun.size > 0, "a job is in work");
  if (loss === "host") door.fallSilent();
  await pair.primary.stop("SIGKILL");
  await pause(scaled(FAILOVER));
  pair.promote();
  door.leadTo(pair.standbyPort);
  return Date.now();
}

async function writesAgain({ work }: Stage, movedAt: number): Promise<void> {
  const since = () => work.acknowledged.filter(({ at }) => at > movedAt);
  await until(() => new Set(since().map(({ writer }) => writer)).size === work.writers, "everybody writes");
}

function isThere({ pair, work }: Stage): void {
  const stored = new Set(pair.standby.sql("SELECT id FROM rows", "langfuse"));
  ok(stored.size > 0);
  deepEqual(
    work.acknowledged.filter(({ id }) => !stored.has(String(id))),
    [],
  );
}

async function endedOnce({ pair, work }: Stage): Promise<void> {
  await until(() => work.done.length >= JOBS, "every job has ended");
  const jobs = Array.from({ length: JOBS }, (_, job) => `job-${job}`);
  deepEqual(work.done.map(({ name }) => name).sort(), jobs);
  deepEqual(pair.standby.sql("SELECT name FROM jobs ORDER BY name", "langfuse"), jobs);
  ok(
    work.done.some(({ attempts }) => attempts > 1),
    "no job was tried again",
  );
  deepEqual(work.gaveUp, []);
}
