// What only a pod of Langfuse can ask, with its own libraries; read-only. Prints one line of JSON.
const { PrismaClient } = require("@prisma/client");
const { Queue } = require("bullmq");
const Redis = require("ioredis");

const UNFINISHED = `SELECT migration_name AS name FROM _prisma_migrations
  WHERE finished_at IS NULL AND rolled_back_at IS NULL`;
// One behind a switch that nobody has put on is asleep, for ever: Langfuse 4.16 has one that tidies up on request.
const BACKGROUND = `SELECT name,
    CASE WHEN failed_at IS NULL THEN '' ELSE coalesce(failed_reason, 'it did not say why') END AS reason
  FROM background_migrations
  WHERE finished_at IS NULL
    AND (failed_at IS NOT NULL OR worker_id IS NOT NULL OR args ->> 'envGate' IS NULL)
  ORDER BY name`;

async function look(queues) {
  // Langfuse's start script joins these, and tells nobody else.
  const { DATABASE_USERNAME, DATABASE_PASSWORD, DATABASE_HOST, DATABASE_NAME, DATABASE_ARGS } = process.env;
  const address = `${DATABASE_USERNAME}:${DATABASE_PASSWORD}@${DATABASE_HOST}/${DATABASE_NAME}`;
  const prisma = new PrismaClient({ datasourceUrl: `postgresql://${address}?${DATABASE_ARGS}` });
  const connection = new Redis(process.env.REDIS_CONNECTION_STRING, { maxRetriesPerRequest: null });
  const waiting = {};
  for (const name of queues) {
    const queue = new Queue(name, { connection });
    const counts = await queue.getJobCounts("wait", "paused", "delayed", "prioritized", "active");
    waiting[name] = Object.values(counts).reduce((sum, count) => sum + count, 0);
  }
  const migrations = await prisma.$queryRawUnsafe(UNFINISHED);
  const background = await prisma.$queryRawUnsafe(BACKGROUND);
  return { migrations, background, waiting };
}

look(process.argv.slice(1)).then(
  (found) => {
    console.log(JSON.stringify(found));
    process.exit(0);
  },
  (error) => {
    console.error(error.message.trim().split("\n").at(-1));
    process.exit(1);
  },
);
