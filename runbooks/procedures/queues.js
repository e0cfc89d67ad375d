// What programs share that change queues from a container of a worker, with its libraries and its connection.
const { library } = require("../../charts-values/operations/events.js");

/** How full Valkey may be, in percent of its memory: a full one refuses what clients send. */
const FULL = 70;

/** Opens queues by name for as long as the work lasts. */
async function withQueues(work) {
  const { Queue } = library("bullmq");
  const url = process.env.REDIS_CONNECTION_STRING;
  if (!url) throw new Error("no value for REDIS_CONNECTION_STRING; run this in a worker's container");
  const connection = new (library("ioredis"))(url, { maxRetriesPerRequest: null });
  const open = {};
  const queueOf = (name) => {
    open[name] ??= new Queue(name, { connection });
    return open[name];
  };
  try {
    return await work(queueOf);
  } finally {
    await Promise.all(Object.values(open).map((queue) => queue.close()));
    connection.disconnect();
  }
}

/** @throws when Valkey has no room for jobs that can wait */
async function refuseFullValkey(queue) {
  const info = await (await queue.client).info("memory");
  const [used, most] = ["used_memory", "maxmemory"].map((name) =>
    Number(new RegExp(`^${name}:(\\d+)`, "m").exec(info)?.[1]),
  );
  if (most > 0 && used > (most * FULL) / 100)
    throw new Error(
      `Valkey uses ${Math.round((100 * used) / most)} % of its memory, more than ${FULL} %; ` +
        "wait until its queues are shorter, then run the same command again",
    );
}

/** Runs a program to its end, and says in one line what went wrong. */
function run(program) {
  program().then(
    () => process.exit(0),
    (error) => {
      console.error(`${error.name === "Error" ? "" : `${error.name}: `}${error.message}`);
      process.exit(1);
    },
  );
}

module.exports = { refuseFullValkey, run, withQueues };
