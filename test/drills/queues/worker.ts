import { appendFileSync } from "node:fs";
import { Worker } from "bullmq";

/** A worker in a process of its own, so that it can be killed:
 *
 *      node --import tsx test/drills/queues/worker.ts PORT FILE [stuck]
 *
 *  It writes a line to the file for each job that it begins, and one for each that it has done; stuck in a job, only the
 *  first. Langfuse's times are a minute for the lock and two for the look after stalled jobs: here a second and a half. */
const [port = "", file = "", stuck] = process.argv.slice(2);
new Worker(
  "otel-ingestion-queue",
  async (job) => {
    appendFileSync(file, `begun ${job.name}\n`);
    if (stuck) await new Promise(() => undefined);
    appendFileSync(file, `done ${job.name}\n`);
  },
  {
    connection: { host: "127.0.0.1", port: Number(port), maxRetriesPerRequest: null },
    lockDuration: 1000,
    stalledInterval: 500,
    maxStalledCount: 3,
  },
);
