import { deepEqual, ok } from "node:assert/strict";
import { type Queue, Worker } from "bullmq";
import type { Figures } from "./figures";

/** A state of a queue, brought about by BullMQ itself, and what the script must say of it. */
export interface Case {
  /** What holds, as a sentence. */
  readonly name: string;
  /** Of the queue; also the one that a deployment watches. */
  readonly queue: string;
  /** Brings the state about, and returns how to clean up behind it. */
  readonly given: (queue: Queue, connection: Connection) => Promise<void>;
  readonly expect: (figures: Figures) => void;
}

export interface Connection {
  readonly host: string;
  readonly port: number;
}

const NOTHING: Figures = {
  waiting: 0,
  active: 0,
  delayed: 0,
  failed: 0,
  oldest_wait_seconds: 0,
};

/** Seconds within which this machine must notice what it has done itself. */
const SLACK = 20;

const ago = (seconds: number) => Date.now() - seconds * 1000;

/** Everything but the age, which time has a share in. */
function counts(figures: Figures, expected: Partial<Figures>): void {
  deepEqual({ ...figures, oldest_wait_seconds: 0 }, { ...NOTHING, ...expected });
}

function isAbout(seconds: number, figures: Figures): void {
  const { oldest_wait_seconds: age } = figures;
  ok(age >= seconds && age < seconds + SLACK, `the age is ${age}, and should be about ${seconds}`);
}

export const cases: readonly Case[] = [
  {
    name: "a queue that was never used has zeros, not nothing",
    queue: "never-used",
    given: async () => undefined,
    expect: (figures) => deepEqual(figures, NOTHING),
  },
  {
    name: "a queue whose jobs are done has zeros",
    queue: "emptied",
    given: async (queue, connection) => {
      await queue.add("job", {}, { removeOnComplete: true });
      await finishOne(queue, connection, async () => undefined);
    },
    expect: (figures) => deepEqual(figures, NOTHING),
  },
  {
    name: "jobs that wait are counted, and the oldest gives the age",
    queue: "ingestion-queue",
    given: async (queue) => {
      await queue.add("oldest", {}, { timestamp: ago(600) });
      await queue.add("newer", {}, { timestamp: ago(30) });
      await queue.add("newest", {});
    },
    expect: (figures) => {
      counts(figures, { waiting: 3 });
      isAbout(600, figures);
    },
  },
  {
    name: "a delay that was asked for is no age",
    queue: "asked-to-wait",
    given: async (queue) => {
      await queue.add("later", {}, { delay: 3_600_000 });
    },
    expect: (figures) => deepEqual(figures, { ...NOTHING, delayed: 1 }),
  },
  {
    name: "a delayed job waits, and ages, from when it was due, though no worker is left to move it",
    queue: "otel-ingestion-queue",
    given: async (queue) => {
      // As Langfuse sends a trace, five minutes ago.
      await queue.add("due", {}, { timestamp: ago(315), delay: 15_000 });
      await queue.add("due later", {}, { timestamp: ago(100), delay: 15_000 });
      await queue.add("not due", {}, { delay: 3_600_000 });
    },
    expect: (figures) => {
      counts(figures, { waiting: 2, delayed: 1 });
      isAbout(300, figures);
    },
  },
  {
    name: "a job that waited as it was asked is as old as the rest of its time",
    queue: "promoted",
    given: async (queue) => {
      const job = await queue.add("due", {}, { timestamp: ago(600), delay: 300_000 });
      await job.promote();
    },
    expect: (figures) => {
      counts(figures, { waiting: 1 });
      isAbout(300, figures);
    },
  },
  {
    name: "jobs that are worked on are active, and no longer old",
    queue: "worked-on",
    given: async (queue, connection) => {
      await queue.add("slow", {}, { timestamp: ago(600) });
      await takeOne(queue, connection);
    },
    expect: (figures) => deepEqual(figures, { ...NOTHING, active: 1 }),
  },
  {
    name: "jobs that failed for good are counted, and make nothing old",
    queue: "failing",
    given: async (queue, connection) => {
      await queue.add("bad", {}, { timestamp: ago(600), attempts: 1 });
      await finishOne(queue, connection, async () => {
        throw new Error("as intended");
      });
    },
    expect: (figures) => deepEqual(figures, { ...NOTHING, failed: 1 }),
  },
  {
    name: "jobs with a priority wait like others, and are as old as the one that comes next",
    queue: "prioritized",
    given: async (queue) => {
      await queue.add("next", {}, { timestamp: ago(120), priority: 1 });
      await queue.add("last", {}, { priority: 9 });
    },
    expect: (figures) => {
      counts(figures, { waiting: 2 });
      isAbout(120, figures);
    },
  },
  {
    name: "a paused queue still waits",
    queue: "paused",
    given: async (queue) => {
      await queue.add("stuck", {}, { timestamp: ago(60) });
      await queue.pause();
    },
    expect: (figures) => {
      counts(figures, { waiting: 1 });
      isAbout(60, figures);
    },
  },
  {
    name: "a job whose body is gone does not stop the script",
    queue: "half-deleted",
    given: async (queue) => {
      const job = await queue.add("gone", {}, { timestamp: ago(60) });
      await (await queue.client).del(`bull:half-deleted:${job.id}`);
    },
    expect: (figures) => deepEqual(figures, { ...NOTHING, waiting: 1 }),
  },
];

/** Works on one job to its end. */
async function finishOne(queue: Queue, connection: Connection, work: () => Promise<void>): Promise<void> {
  const worker = new Worker(queue.name, work, { connection });
  await new Promise((resolve) => {
    worker.once("completed", resolve);
    worker.once("failed", resolve);
  });
  await worker.close();
}

/** Takes one job and keeps it, as a worker that died would. */
async function takeOne(queue: Queue, connection: Connection): Promise<void> {
  const worker = new Worker(queue.name, undefined, { connection, autorun: false });
  await worker.getNextJob("token");
  await worker.close(true);
}
