import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Queue } from "bullmq";
import { run } from "../emulated/support/processes";
import { findPostgres } from "../jobs/prerequisites";
import { master, Server } from "../jobs/server";
import { type Server as Redis, startRedis } from "../queues/servers";
import { freePort } from "../support/free-port";
import { onPath } from "../support/programs";
import type { Report } from "../support/report";
import type { Drill } from "./drill";

const REPOSITORY = join(__dirname, "..", "..");
const PROGRAM = readFileSync(join(REPOSITORY, "stacks", "preflight", "inside-worker.js"), "utf8");

/** As Prisma and Langfuse 4.16.0 make them. */
const SCHEMA = `
  CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0);
  CREATE TABLE background_migrations (id text PRIMARY KEY, name text NOT NULL UNIQUE, script text NOT NULL,
    args jsonb NOT NULL, state jsonb NOT NULL DEFAULT '{}', finished_at timestamp(3), failed_at timestamp(3),
    failed_reason text, worker_id text, locked_at timestamp(3));`;

/** In the place of Prisma's client, which this repository does not have: the same statements, by psql. */
const PRISMA = (psql: string) => `
const { execFileSync } = require("node:child_process");
exports.PrismaClient = class {
  constructor({ datasourceUrl }) { this.url = datasourceUrl; }
  async $queryRawUnsafe(sql) {
    const statement = \`SELECT coalesce(json_agg(found), '[]') FROM (\${sql}) AS found\`;
    return JSON.parse(execFileSync(${JSON.stringify(psql)}, [this.url, "-XAtqc", statement], { encoding: "utf8" }));
  }
};`;

/** What the preflight asks from within a worker, of a Postgres and a Redis. */
export const preflight: Drill = {
  name: "preflight",
  missing: () => {
    const postgres = findPostgres(process.env);
    return [
      ...("missing" in postgres ? [postgres.missing] : []),
      ...(onPath("redis-server", process.env.PATH) ? [] : ["no 'redis-server' here; install the package"]),
    ];
  },
  run: async (report, folder) => {
    const postgres = findPostgres(process.env);
    if ("missing" in postgres) throw new Error(postgres.missing);
    const server = new Server(postgres.programs, await freePort());
    for (const name of ["redis", "worker"]) mkdirSync(join(folder, name));
    const worker = join(folder, "worker");
    container(worker, join(postgres.programs, "psql"));
    const redis = await startRedis(join(folder, "redis"));
    try {
      await server.start();
      await look({ server, redis, worker }, report);
    } finally {
      await redis.stop();
      await server.stop();
    }
  },
};

/** The folder of a worker, with its libraries. */
function container(folder: string, psql: string): void {
  mkdirSync(join(folder, "node_modules", "@prisma", "client"), { recursive: true });
  writeFileSync(join(folder, "node_modules", "@prisma", "client", "index.js"), PRISMA(psql));
  for (const name of ["bullmq", "ioredis"])
    symlinkSync(join(REPOSITORY, "node_modules", name), join(folder, "node_modules", name));
}

interface Stage {
  readonly server: Server;
  readonly redis: Redis;
  readonly worker: string;
}

/** Runs the program as the preflight does, with the variables of the worker's container. */
function inside({ server, redis, worker }: Stage, password = master.password) {
  return run("node", ["-e", PROGRAM, "otel-ingestion-queue", "ingestion-queue"], {
    folder: worker,
    variables: {
      DATABASE_HOST: `127.0.0.1:${server.port}`,
      DATABASE_USERNAME: master.username,
      DATABASE_PASSWORD: password,
      DATABASE_NAME: "postgres",
      DATABASE_ARGS: "sslmode=require",
      REDIS_CONNECTION_STRING: `redis://127.0.0.1:${redis.port}/0`,
    },
  });
}

async function look(stage: Stage, report: Report): Promise<void> {
  const { server, redis } = stage;
  const step = (name: string, work: () => Promise<void>) => report.step("preflight", name, work);
  server.sql(SCHEMA);
  for (const table of ["_prisma_migrations", "background_migrations"])
    server.sql(`ALTER TABLE ${table} OWNER TO ${master.username}`);
  await step("finds nothing where everything is finished", async () => {
    server.sql(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, rolled_back_at) VALUES
      ('1', 'a', '20260101_done', now(), NULL), ('2', 'b', '20260102_undone', NULL, now())`);
    server.sql(
      "INSERT INTO background_migrations (id, name, script, args, finished_at) VALUES ('1', 'old', 's', '{}', now())",
    );
    const { exitCode, stdout, output } = await inside(stage);
    equal(exitCode, 0, output);
    deepEqual(JSON.parse(stdout), {
      migrations: [],
      background: [],
      waiting: { "otel-ingestion-queue": 0, "ingestion-queue": 0 },
    });
  });
  await step("names what began and did not end, and counts what waits", async () => {
    server.sql(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('3', 'c', '20260103_half')",
    );
    server.sql(`INSERT INTO background_migrations (id, name, script, args, failed_at, failed_reason, worker_id) VALUES
      ('2', 'running', 's', '{}', NULL, NULL, 'w'), ('3', 'stuck', 's', '{}', now(), 'timeout', 'w'),
      ('4', 'asleep', 's', '{"envGate": "SOME_SWITCH"}', NULL, NULL, NULL),
      ('5', 'woken', 's', '{"envGate": "SOME_SWITCH"}', NULL, NULL, 'w')`);
    const queue = new Queue("ingestion-queue", { connection: { host: "127.0.0.1", port: redis.port } });
    await queue.add("now", {});
    await queue.add("later", {}, { delay: 60_000 });
    await queue.add("after others", {}, { priority: 1 });
    await queue.close();
    deepEqual(JSON.parse((await inside(stage)).stdout), {
      migrations: [{ name: "20260103_half" }],
      background: [
        { name: "running", reason: "" },
        { name: "stuck", reason: "timeout" },
        { name: "woken", reason: "" },
      ],
      waiting: { "otel-ingestion-queue": 0, "ingestion-queue": 3 },
    });
  });
  await step("fails in one line, without the password, when Postgres does not let it in", async () => {
    const { exitCode, stdout, output } = await inside(stage, "Wrong0password");
    equal(exitCode, 1);
    equal(stdout, "");
    match(output, /password authentication failed/);
    equal(output.includes("Wrong0password"), false);
  });
}
