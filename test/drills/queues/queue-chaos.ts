import { deepEqual, equal, match, ok } from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Queue } from "bullmq";
import { type Server, startRedis } from "../../queues/servers";
import { onPath } from "../../support/programs";
import type { Report } from "../../support/report";
import { until } from "../../support/until";
import type { Drill } from "../drill";
import { Door } from "./door";
import { WorkerProcess } from "./worker-process";

const QUEUE = "otel-ingestion-queue";

/** What becomes of jobs when a worker dies, when Valkey fails over, and when its memory is full: with Redis, of whose
 *  protocol and scripts Valkey is a continuation, and with Langfuse's own queue library. */
export const queueChaos: Drill = {
  name: "queue-chaos",
  missing: () =>
    onPath("redis-server", process.env.PATH) ? [] : ["no Redis here; install the package redis-server"],
  run: async (report, folder) => {
    const scenes = { workerIsKilled, primaryIsLost, memoryIsFull };
    for (const [name, scene] of Object.entries(scenes)) {
      mkdirSync(join(folder, name));
      await scene(report, join(folder, name));
    }
  },
};

const step = (report: Report, name: string, work: () => Promise<void>) => report.step("queues", name, work);

async function workerIsKilled(report: Report, folder: string): Promise<void> {
  const redis = await startRedis(folder);
  const queue = new Queue(QUEUE, { connection: { host: "127.0.0.1", port: redis.port } });
  try {
    await step(
      report,
      "a worker that is killed in a job loses nothing: another one does the job again",
      async () => {
        await add(queue, 0, 20);
        const first = new WorkerProcess(redis.port, join(folder, "first"), true);
        await until(() => first.lines.length === 1, "a job has begun");
        first.kill();
        const second = new WorkerProcess(redis.port, join(folder, "second"));
        try {
          await until(() => second.done.size === 20, "all jobs are done");
          ok(
            second.lines.includes(first.lines[0] ?? "nothing"),
            "the job of the dead worker was not begun again",
          );
          deepEqual(await queue.getJobCounts("wait", "active", "failed"), { wait: 0, active: 0, failed: 0 });
        } finally {
          second.kill();
        }
      },
    );
  } finally {
    await queue.close();
    await redis.stop();
  }
}

async function primaryIsLost(report: Report, folder: string): Promise<void> {
  const primary = await startRedis(folder);
  const replica = await startRedis(folder, ["--replicaof", "127.0.0.1", `${primary.port}`]);
  const door = await Door.open(primary.port);
  const queue = new Queue(QUEUE, { connection: { host: "127.0.0.1", port: door.port } });
  // It says that a connection broke, which it did.
  queue.on("error", () => undefined);
  const worker = new WorkerProcess(door.port, join(folder, "worker"));
  try {
    await step(
      report,
      "after a failover the same worker goes on, and every job that the replica had is done",
      async () => {
        await until(() => follows(replica), "a replica follows");
        await add(queue, 0, 2000);
        await until(() => worker.done.size > 0, "jobs are in work");
        equal(await (await queue.client).call("WAIT", "1", "5000"), 1);
        ok(worker.done.size < 2000, "the primary is lost too late: every job is done");
        await failOver(primary, replica, door);
        await until(() => worker.done.size === 2000, "all jobs are done");
      },
    );
    await step(report, "jobs that the replica did not have are gone, which only a replay mends", async () => {
      const third = await startRedis(folder, ["--replicaof", "127.0.0.1", `${replica.port}`]);
      try {
        await until(() => follows(third), "a replica follows");
        await queue.pause();
        await add(queue, 1000, 5);
        equal(await (await queue.client).call("WAIT", "1", "5000"), 1);
        // Its link is cut, and the primary goes on accepting.
        await ask(third, "REPLICAOF", "127.0.0.1", "1");
        await add(queue, 2000, 10);
        equal(await queue.getJobCountByTypes("paused"), 15);
        await failOver(replica, third, door);
        equal(await queue.getJobCountByTypes("paused"), 5);
      } finally {
        await third.stop();
      }
    });
  } finally {
    worker.kill();
    await queue.close();
    door.close();
    await Promise.all([primary.stop(), replica.stop()]);
  }
}

async function memoryIsFull(report: Report, folder: string): Promise<void> {
  const withPolicy = async (policy: string, work: (queue: Queue, redis: Server) => Promise<void>) => {
    const redis = await startRedis(folder, [...TIGHT, "--maxmemory-policy", policy]);
    const queue = new Queue(QUEUE, { connection: { host: "127.0.0.1", port: redis.port } });
    try {
      await work(queue, redis);
    } finally {
      await queue.close();
      await redis.stop();
    }
  };
  await step(report, "noeviction: a full memory refuses new jobs, and keeps every old one", () =>
    withPolicy("noeviction", async (queue, redis) => {
      const accepted = await fill(queue);
      equal(await intact(queue), accepted);
      await ask(redis, "CONFIG", "SET", "maxmemory", "64mb");
      const worker = new WorkerProcess(redis.port, join(folder, "worker"));
      try {
        await until(() => worker.done.size === accepted, "all jobs that were accepted are done");
      } finally {
        worker.kill();
      }
    }),
  );
  await step(
    report,
    "allkeys-lru: the same memory accepts every job, and loses old ones without a word",
    () =>
      withPolicy("allkeys-lru", async (queue) => {
        await add(queue, 0, 8000, LARGE);
        const left = await intact(queue);
        ok(left < 4000, `${left} of 8000 jobs were left`);
      }),
  );
}

/** A memory that fills soon. It evicts for as long as it takes before it accepts a command: by its default Redis stops
 *  after half a millisecond and goes on later, so that a slow machine holds more than its limit for a while. */
const TIGHT = ["--maxmemory", "8mb", "--maxmemory-eviction-tenacity", "100"];

/** About what a job of Langfuse's holds, and a little more. */
const LARGE = { payload: "x".repeat(2000) };

async function add(queue: Queue, from: number, count: number, data: object = {}): Promise<void> {
  for (let at = 0; at < count; at += 100)
    await queue.addBulk(
      Array.from({ length: Math.min(100, count - at) }, (_, i) => ({ name: `job-${from + at + i}`, data })),
    );
}

/** Adds jobs until the server refuses one; how many it accepted. */
async function fill(queue: Queue): Promise<number> {
  for (let count = 0; count < 8000; count++) {
    try {
      await queue.add(`job-${count}`, LARGE);
    } catch (error) {
      match(String(error), /OOM command not allowed/);
      return count;
    }
  }
  throw new Error("the memory was never full");
}

/** Jobs that wait and that still have what is to be done. */
async function intact(queue: Queue): Promise<number> {
  const client = await queue.client;
  const ids = await client.lrange(queue.toKey("wait"), 0, -1);
  const present = await Promise.all(ids.map((id) => client.hexists(queue.toKey(id), "data")));
  return present.filter(Boolean).length;
}

async function follows(replica: Server): Promise<boolean> {
  return (await ask(replica, "INFO", "replication")).includes("master_link_status:up");
}

async function failOver(primary: Server, replica: Server, door: Door): Promise<void> {
  await primary.stop();
  await ask(replica, "REPLICAOF", "NO", "ONE");
  door.leadTo(replica.port);
}

async function ask(redis: Server, command: string, ...args: string[]): Promise<string> {
  const queue = new Queue("any", { connection: { host: "127.0.0.1", port: redis.port } });
  try {
    return String(await (await queue.client).call(command, ...args));
  } finally {
    await queue.close();
  }
}
