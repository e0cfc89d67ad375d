import { deepEqual, equal, match } from "node:assert/strict";
import { Worker as Consumer, Queue } from "bullmq";
import type { Report } from "../../support/report";
import type { Drill } from "../drill";
import { missingForQueues, Worker } from "./worker";

const TRACES = "otel-ingestion-queue";
const SCORES = "secondary-ingestion-queue";
const trace = (project: string, time: string, id: string) =>
  `otel/${project}/${time.replace(/[-T:]/g, "/")}/${id}.json`;

/** Ten minutes of two projects, with something before and after, and what is no event. */
const OBJECTS = [
  trace("alpha", "2026-11-22T00:59", "early"),
  trace("alpha", "2026-11-22T01:10", "first"),
  trace("beta", "2026-11-22T01:19", "second"),
  trace("alpha", "2026-11-22T02:05", "third"),
  trace("beta", "2026-11-22T02:10", "late"),
  "evals/alpha/traces/t/observations/o.json",
  "alpha/score/score-1/event-1.json",
  "beta/sdk_log/log-1/event-2.json",
];

/** The packaged replay, from objects to jobs. */
export const replay: Drill = {
  name: "replay",
  missing: missingForQueues,
  run: async (report, folder) => {
    const worker = await Worker.start(folder);
    const connection = { host: "127.0.0.1", port: worker.redis.port };
    const queues = { traces: new Queue(TRACES, { connection }), scores: new Queue(SCORES, { connection }) };
    try {
      for (const key of OBJECTS) await worker.put(key);
      await queueTheWindow(worker, queues, report);
      await giveWay(worker, queues.traces, report);
      await refuse(worker, queues.traces, report);
    } finally {
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await worker.stop();
    }
  },
};

interface Queues {
  readonly traces: Queue;
  readonly scores: Queue;
}

const WINDOW = ["drill", "2026-11-22T01:10", "2026-11-22T02:10"] as const;
const step = (report: Report, name: string, work: () => Promise<void>) => report.step("replay", name, work);

async function queueTheWindow(worker: Worker, { traces, scores }: Queues, report: Report): Promise<void> {
  const jobs = (queue: Queue) => queue.getJobs(["waiting", "prioritized"]);
  await step(report, "counts without --execute, and changes nothing", async () => {
    const { exitCode, stdout, output } = await worker.procedure("replay.sh", ...WINDOW);
    equal(exitCode, 0, output);
    match(stdout, /^2 objects of project alpha by otel-ingestion-queue$/m);
    match(stdout, /^1 objects of project beta by otel-ingestion-queue$/m);
    match(stdout, /nothing was queued; add --execute/);
    deepEqual(await jobs(traces), []);
  });
  await step(report, "queues what came in the window, as Langfuse does", async () => {
    const { exitCode, stdout, output } = await worker.procedure("replay.sh", ...WINDOW, "--execute");
    equal(exitCode, 0, output);
    match(stdout, /done: hour 2026-11-22T01:00\n[\s\S]*done: hour 2026-11-22T02:00/);
    match(stdout, /^queued 3, retried 0, still waiting from before 0$/m);
    const queued = await jobs(traces);
    deepEqual(queued.map(({ data }) => data.payload.data.fileKey).sort(), [
      "events/otel/alpha/2026/11/22/01/10/first.json",
      "events/otel/alpha/2026/11/22/02/05/third.json",
      "events/otel/beta/2026/11/22/01/19/second.json",
    ]);
    const second = queued.find(({ data }) => data.payload.data.fileKey.includes("second"));
    deepEqual(second?.data.payload.authCheck, {
      validKey: true,
      scope: { projectId: "beta", accessLevel: "project" },
    });
    equal(second?.name, "otel-ingestion-job");
    deepEqual(
      [second?.opts.attempts, second?.opts.removeOnComplete, second?.opts.removeOnFail],
      [6, true, 100_000],
    );
  });
  await step(report, "queues nothing twice that still waits", async () => {
    const { stdout } = await worker.procedure("replay.sh", ...WINDOW, "--execute");
    match(stdout, /^queued 0, retried 0, still waiting from before 3$/m);
    equal((await jobs(traces)).length, 3);
  });
  await step(report, "finds scores by the time of their objects, and leaves other things alone", async () => {
    // Objects of this drill are made now.
    const from = new Date(Date.now() - 120_000).toISOString().slice(0, 16);
    const to = new Date(Date.now() + 120_000).toISOString().slice(0, 16);
    const { exitCode, stdout, output } = await worker.procedure(
      "replay.sh",
      ...["drill", from, to, "--only", "scores", "--execute"],
    );
    equal(exitCode, 0, output);
    match(stdout, /^1 objects that are no events were left alone$/m);
    const [score, ...others] = await jobs(scores);
    deepEqual(others, []);
    deepEqual(score?.data.payload, {
      data: {
        type: "score-create",
        eventBodyId: "score-1",
        fileKey: "event-1",
        bucketPrefix: "events/alpha/score/score-1/",
        ingestionApiKey: "",
        ingestionSdkName: "unknown",
        ingestionSdkVersion: "unknown",
      },
      authCheck: { validKey: true, scope: { projectId: "alpha" } },
    });
  });
}

async function giveWay(worker: Worker, traces: Queue, report: Report): Promise<void> {
  const connection = { host: "127.0.0.1", port: worker.redis.port };
  await step(report, "lets a client's trace overtake everything that was queued again", async () => {
    await traces.add("otel-ingestion-job", { payload: { data: { fileKey: "live" } } });
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      const consumer = new Consumer(
        TRACES,
        async ({ data }) => {
          order.push(data.payload.data.fileKey);
          if (data.payload.data.fileKey.includes("first")) throw new Error("ClickHouse is away");
        },
        { connection },
      );
      consumer.on("drained", () => consumer.close().then(resolve));
    });
    equal(order[0], "live");
    equal(order.length, 4);
  });
  await step(report, "gives a job that failed before another chance", async () => {
    // Langfuse would try six times; here the attempts are taken away at once.
    for (const job of await traces.getDelayed()) await failForGood(job.id ?? "", traces, connection);
    equal(await traces.getFailedCount(), 1);
    const { stdout } = await worker.procedure("replay.sh", ...WINDOW, "--project", "alpha", "--execute");
    match(stdout, /^queued 1, retried 1, still waiting from before 0$/m);
    equal(await traces.getFailedCount(), 0);
  });
}

async function failForGood(
  id: string,
  queue: Queue,
  connection: { host: string; port: number },
): Promise<void> {
  await (await queue.getJob(id))?.remove();
  await queue.add("otel-ingestion-job", {}, { jobId: id, attempts: 1, removeOnFail: 100_000 });
  await new Promise<void>((resolve) => {
    const consumer = new Consumer(queue.name, () => Promise.reject(new Error("ClickHouse is away")), {
      connection,
    });
    consumer.on("failed", () => consumer.close().then(resolve));
  });
}

async function refuse(worker: Worker, traces: Queue, report: Report): Promise<void> {
  const refusals: [string, readonly string[], RegExp][] = [
    ["a day without a minute", ["drill", "2026-11-22"], /'2026-11-22' is no minute; write it in UTC/],
    ["a day that does not exist", ["drill", "2026-02-31T10:00"], /'2026-02-31T10:00' is no minute/],
    [
      "a window that ends first",
      ["drill", WINDOW[2], WINDOW[1]],
      /ends at .*, before it begins at .*; swap them/,
    ],
    ["no window", ["drill"], /'' is no minute/],
    ["another cluster", ["prod", WINDOW[1]], /speaks to '.*langfuse-drill', not to langfuse-prod; aws eks/],
    ["an unknown kind", [...WINDOW, "--only", "media"], /'media' is nothing to choose/],
    ["an option without its value", [...WINDOW, "--project"], /'--project' wants a value behind it/],
    [
      "everything at once",
      ["Drill", "now", "--exceute", "--waiting", "many"],
      /- '--exceute' is no option\n- 'Drill' is no environment[\s\S]*- 'now' is no minute[\s\S]*- 'many' is no number/,
    ],
  ];
  for (const [name, args, says] of refusals)
    await step(report, `refuses ${name}, and says what to do`, async () => {
      const { exitCode, output } = await worker.procedure("replay.sh", ...args);
      equal(exitCode, 2, output);
      match(output, says);
      match(output, /nothing was changed; replay\.sh --help shows an example/);
    });
  await step(report, "stops before it fills Valkey", async () => {
    const redis = await traces.client;
    const used = Number(/^used_memory:(\d+)/m.exec(await redis.info("memory"))?.[1]);
    await redis.config("SET", "maxmemory", String(Math.round(used * 1.3)));
    const { exitCode, output } = await worker.procedure("replay.sh", ...WINDOW, "--execute");
    equal(exitCode, 1, output);
    match(output, /^Valkey uses \d+ % of its memory, more than 70 %; wait until/m);
  });
}
