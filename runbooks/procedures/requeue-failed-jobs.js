// Gives failed jobs of one queue another attempt, those whose reason matches, in a container of a worker, where
// `requeue-failed-jobs.sh` starts it. Options come as one JSON object.
const { refuseFullValkey, run, withQueues } = require("./queues.js");

const PAGE = 500;

/** A reason without what differs from job to job, so that equal causes count as one. */
function cause(reason) {
  const line = (reason || "no reason").split("\n")[0];
  return line.replace(/[0-9a-f]{8,}(-[0-9a-f]{4,})*|\d+/gi, "N").slice(0, 120);
}

/** Failed jobs of a queue, and how often each cause occurs. */
async function failures(queue) {
  const jobs = [];
  const causes = new Map();
  const { failed } = await queue.getJobCounts("failed");
  for (let start = 0; start < failed; start += PAGE)
    for (const job of await queue.getFailed(start, start + PAGE - 1)) {
      // One that was removed in the meantime.
      if (!job) continue;
      const told = cause(job.failedReason);
      causes.set(told, (causes.get(told) ?? 0) + 1);
      jobs.push({ id: job.id, reason: job.failedReason ?? "" });
    }
  return { jobs, causes: [...causes].sort(([, one], [, other]) => other - one) };
}

async function retryAll(queue, ids) {
  const counts = { retried: 0, gone: 0 };
  for (const [index, id] of ids.entries()) {
    if (index % PAGE === 0) await refuseFullValkey(queue);
    const job = await queue.getJob(id);
    if (job && (await job.isFailed())) {
      await job.retry("failed");
      counts.retried += 1;
    } else counts.gone += 1;
  }
  return counts;
}

async function requeue({ queue: name, reason, most, execute }) {
  const pattern = new RegExp(reason);
  await withQueues(async (queueOf) => {
    const queue = queueOf(name);
    const { jobs, causes } = await failures(queue);
    console.log(`${jobs.length} failed jobs in ${name}`);
    for (const [told, count] of causes.slice(0, 20)) console.log(`${String(count).padStart(7)}  ${told}`);
    const chosen = jobs.filter((job) => pattern.test(job.reason)).map(({ id }) => id);
    if (reason) console.log(`${chosen.length} of them match /${reason}/`);
    if (!execute)
      return console.log("nothing was queued; add --reason PATTERN --execute to queue those that match");
    const { retried, gone } = await retryAll(queue, chosen.slice(0, most));
    console.log(`queued ${retried}, gone in the meantime ${gone}`);
    if (chosen.length > most) console.log(`${chosen.length - most} more match; run the same command again`);
  });
}

run(() => requeue(JSON.parse(process.argv[2])));
