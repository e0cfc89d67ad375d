import { deepEqual, equal, match } from "node:assert/strict";
import { Worker as Consumer, Queue } from "bullmq";
import type { Report } from "../../support/report";
import type { Drill } from "../drill";
import { missingForQueues, Worker } from "./worker";

const QUEUE = "otel-ingestion-queue";
const AWAY = "connect ECONNREFUSED 10.20.0.7:8123";
const POISON = "Unexpected token < in JSON at position 0";

/** Jobs that failed for two causes, of which one is mended. */
export const requeue: Drill = {
  name: "requeue",
  missing: missingForQueues,
  run: async (report, folder) => {
    const worker = await Worker.start(folder);
    const connection = { host: "127.0.0.1", port: worker.redis.port };
    const queue = new Queue(QUEUE, { connection });
    try {
      await failAll(queue, [AWAY, POISON, AWAY.replace("8123", "9000"), AWAY], connection);
      await choose(worker, queue, report);
      await refuse(worker, report);
    } finally {
      await queue.close();
      await worker.stop();
    }
  },
};

const step = (report: Report, name: string, work: () => Promise<void>) => report.step("requeue", name, work);
const procedure = (worker: Worker, ...args: readonly string[]) =>
  worker.procedure("requeue-failed-jobs.sh", ...args);

async function failAll(
  queue: Queue,
  reasons: readonly string[],
  connection: { readonly host: string; readonly port: number },
): Promise<void> {
  for (const reason of reasons) await queue.add("otel-ingestion-job", { reason }, { removeOnFail: 100_000 });
  await new Promise<void>((resolve) => {
    const consumer = new Consumer(QUEUE, ({ data }) => Promise.reject(new Error(data.reason)), {
      connection,
    });
    consumer.on("drained", () => consumer.close().then(resolve));
  });
}

async function choose(worker: Worker, queue: Queue, report: Report): Promise<void> {
  await step(report, "counts the causes without --execute, and changes nothing", async () => {
    const { exitCode, stdout, output } = await procedure(worker, "drill", QUEUE);
    equal(exitCode, 0, output);
    match(stdout, /^4 failed jobs in otel-ingestion-queue$/m);
    match(stdout, /^ +3 {2}connect ECONNREFUSED N\.N\.N\.N:N$/m);
    match(stdout, /^ +1 {2}Unexpected token < in JSON at position N$/m);
    equal(await queue.getFailedCount(), 4);
  });
  await step(report, "queues no more than it was told", async () => {
    const { stdout } = await procedure(
      worker,
      ...["drill", QUEUE, "--reason", "ECONNREFUSED", "--most", "2", "--execute"],
    );
    match(stdout, /^3 of them match \/ECONNREFUSED\/$/m);
    match(stdout, /^queued 2, gone in the meantime 0$/m);
    match(stdout, /^1 more match; run the same command again$/m);
    equal(await queue.getFailedCount(), 2);
  });
  await step(report, "queues what matches, and leaves the poisonous job where it is", async () => {
    const { exitCode, output } = await procedure(
      worker,
      ...["drill", QUEUE, "--reason", "ECONNREFUSED", "--execute"],
    );
    equal(exitCode, 0, output);
    deepEqual(
      (await queue.getFailed()).map(({ failedReason }) => failedReason),
      [POISON],
    );
    equal(await queue.getWaitingCount(), 3);
  });
  await step(report, "does nothing when nothing matches any more", async () => {
    const { exitCode, stdout } = await procedure(
      worker,
      ...["drill", QUEUE, "--reason", "ECONNREFUSED", "--execute"],
    );
    equal(exitCode, 0);
    match(stdout, /^queued 0, gone in the meantime 0$/m);
  });
}

async function refuse(worker: Worker, report: Report): Promise<void> {
  const refusals: [string, readonly string[], RegExp][] = [
    [
      "to repeat every job blindly",
      ["drill", QUEUE, "--execute"],
      /--execute without --reason would repeat every/,
    ],
    ["no queue", ["drill"], /'' is no name of a queue/],
    ["a name that is no queue", ["drill", "bull:*"], /'bull:\*' is no name of a queue; the label/],
    ["another cluster", ["staging", QUEUE], /not to langfuse-staging; aws eks update-kubeconfig/],
    ["no number", ["drill", QUEUE, "--most", "all"], /'all' is no number of jobs/],
  ];
  for (const [name, args, says] of refusals)
    await step(report, `refuses ${name}`, async () => {
      const { exitCode, output } = await procedure(worker, ...args);
      equal(exitCode, 2, output);
      match(output, says);
    });
  await step(report, "says of a pattern that is none what is wrong with it", async () => {
    const { exitCode, output } = await procedure(worker, "drill", QUEUE, "--reason", "(", "--execute");
    equal(exitCode, 1, output);
    match(output, /Invalid regular expression[\s\S]*stopped: the program in the worker failed/);
  });
}
