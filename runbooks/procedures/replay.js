// Queues the events of a window again, in a container of a worker, where `replay.sh` starts it. Options come as one JSON
// object.
//
// It does what Langfuse's /api/admin/ingestion-replay does (4.16.0, web/src/pages/api/admin/ingestion-replay.ts), but
// with the prefix before the keys of traces. Jobs have a lower priority than those of clients, which never wait behind
// them, and an id made of their object: what still waits is not queued twice.
const { createHash, randomUUID } = require("node:crypto");
const { eventStore, hourFolder, hoursOf, readKey } = require("../../charts-values/operations/events.js");
const { refuseFullValkey, run, withQueues } = require("./queues.js");

const BATCH = 200;
const EXPONENTIAL = { type: "exponential", delay: 5000 };
const DEFAULTS = { removeOnComplete: true, removeOnFail: 100_000, backoff: EXPONENTIAL, priority: 1 };
const UNKNOWN = { sdkName: "unknown", sdkVersion: "unknown" };

const TRACES = { queue: "otel-ingestion-queue", name: "otel-ingestion-job", attempts: 6 };
const ENTITIES = { queue: "secondary-ingestion-queue", name: "ingestion-job", attempts: 5 };

/** The jobs of Langfuse for one object, or undefined when it is no event that can be repeated. */
function jobOf(prefix, key) {
  const parts = readKey(key);
  if (!parts) return undefined;
  if (parts.kind === "otel") {
    const scope = { projectId: parts.project, accessLevel: "project" };
    const data = { fileKey: prefix + key, publicKey: "" };
    return framed(TRACES, key, { data, authCheck: { validKey: true, scope }, ...UNKNOWN });
  }
  if (!["trace", "score", "dataset_run_item", "observation"].includes(parts.type)) return undefined;
  const data = {
    type: `${parts.type}-create`,
    eventBodyId: parts.id,
    fileKey: parts.event,
    bucketPrefix: `${prefix}${parts.project}/${parts.type}/${parts.id}/`,
    ingestionApiKey: "",
    ingestionSdkName: "unknown",
    ingestionSdkVersion: "unknown",
  };
  return framed(ENTITIES, key, { data, authCheck: { validKey: true, scope: { projectId: parts.project } } });
}

function framed({ queue, name, attempts }, key, payload) {
  const jobId = `replay-${createHash("sha256").update(key).digest("hex")}`;
  const data = { timestamp: new Date(), id: randomUUID(), name, payload };
  return { queue, job: { name, data, opts: { ...DEFAULTS, attempts, jobId } } };
}

/** Keys that arrived in the window, in portions of one kind; `done` names what is finished, so that a later run can begin
 *  there. */
async function* arrivals(store, options) {
  if (options.only !== "scores") yield* traces(store, options);
  if (options.only !== "traces") yield* entities(store, options);
}

async function* traces(store, { from, to, project }) {
  const projects = only(await store.otelProjects(), project);
  const isWithin = (key) => {
    const at = readKey(key)?.minute;
    return at !== undefined && at >= from && at < to;
  };
  for (const hour of hoursOf(from, to)) {
    for (const folder of projects)
      for await (const { objects } of store.pages(folder + hourFolder(hour)))
        yield { keys: objects.map(({ key }) => key).filter(isWithin) };
    yield { done: `hour ${new Date(hour).toISOString().slice(0, 13)}:00`, keys: [] };
  }
}

/** Their keys say nothing of time: everything is listed, and the time of each object decides. */
async function* entities(store, { from, to, project }) {
  for (const folder of only(await store.projects(), project)) {
    for await (const { objects } of store.pages(folder))
      yield { keys: objects.filter(({ at }) => at >= from && at < to).map(({ key }) => key) };
    yield { done: `scores of ${folder.slice(0, -1)}`, keys: [] };
  }
}

function only(folders, project) {
  return project ? folders.filter((folder) => folder.split("/").at(-2) === project) : folders;
}

/** Adds jobs, and gives those that failed before another chance; says how many of each there were. */
async function add(queue, jobs) {
  const states = await Promise.all(jobs.map(({ opts }) => queue.getJobState(opts.jobId)));
  await queue.addBulk(jobs.filter((_, index) => states[index] === "unknown"));
  const failed = jobs.filter((_, index) => states[index] === "failed");
  for (const { opts } of failed) await (await queue.getJob(opts.jobId))?.retry("failed");
  return { queued: jobs.filter((_, index) => states[index] === "unknown").length, retried: failed.length };
}

/** Waits until a queue has room: what is added too early takes memory of Valkey. */
async function room(queue, limit) {
  for (;;) {
    const { wait, prioritized } = await queue.getJobCounts("wait", "prioritized");
    if (wait + prioritized <= limit) return;
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}

/** Queues the jobs of one portion, which are of one kind. */
async function queuePortion(queueOf, jobs, { waiting }, sum) {
  for (let start = 0; start < jobs.length; start += BATCH) {
    const batch = jobs.slice(start, start + BATCH);
    const queue = queueOf(batch[0].queue);
    await refuseFullValkey(queue);
    await room(queue, waiting);
    const { queued, retried } = await add(
      queue,
      batch.map(({ job }) => job),
    );
    sum.queued += queued;
    sum.retried += retried;
    sum.waiting += batch.length - queued - retried;
  }
}

async function replay(options) {
  const store = eventStore();
  const found = new Map();
  const sum = { queued: 0, retried: 0, waiting: 0, strangers: 0 };
  await withQueues(async (queueOf) => {
    for await (const { keys, done } of arrivals(store, options)) {
      const jobs = keys.flatMap((key) => jobOf(store.prefix, key) ?? []);
      sum.strangers += keys.length - jobs.length;
      for (const { queue, job } of jobs) {
        const name = `project ${job.data.payload.authCheck.scope.projectId} by ${queue}`;
        found.set(name, (found.get(name) ?? 0) + 1);
      }
      if (options.execute) await queuePortion(queueOf, jobs, options, sum);
      if (done) console.log(`done: ${done}`);
    }
  });
  for (const [name, count] of [...found].sort()) console.log(`${count} objects of ${name}`);
  if (sum.strangers > 0) console.log(`${sum.strangers} objects that are no events were left alone`);
  if (options.execute)
    console.log(`queued ${sum.queued}, retried ${sum.retried}, still waiting from before ${sum.waiting}`);
  else console.log("nothing was queued; add --execute to queue them");
}

run(() => replay(JSON.parse(process.argv[2])));
