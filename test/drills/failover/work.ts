import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Queue, Worker } from "bullmq";
import type { Pool } from "./pool";

const QUEUE = "evaluation-execution-queue";
const ATTEMPTS = 10;
/** For an answer of the queue. */
const PONG_MS = 2000;
/** What a job does first, and is at when something fails. */
const AT_WORK = "SELECT pg_sleep($1)";

interface WorkProps {
  readonly pool: Pool;
  readonly redisPort: number;
  /** By how much everything is faster here. */
  readonly scale: number;
}

/** Works with Postgres and a queue the way Langfuse's worker does: rows by many at once, jobs with the attempts and pauses
 *  of `evalExecutionQueue.ts`, and `/api/health` as `worker/src/features/health` has it: no deadline for Postgres, two
 *  seconds for the queue. 4.16.0. */
export class Work {
  /** Who write at once; more than the pool has connections. */
  readonly writers = 6;
  /** Rows that Postgres has acknowledged, of whom and when. */
  readonly acknowledged: { readonly id: number; readonly writer: number; readonly at: number }[] = [];
  /** Jobs that were begun. */
  readonly begun = new Set<string>();
  /** Jobs that were done, with the attempts that they took. */
  readonly done: { readonly name: string; readonly attempts: number }[] = [];
  readonly gaveUp: string[] = [];
  private readonly queue: Queue;
  private readonly worker: Worker;
  private readonly health: Server;
  private isStopping = false;
  private lastId = 0;

  constructor(private readonly props: WorkProps) {
    const connection = { host: "127.0.0.1", port: props.redisPort, maxRetriesPerRequest: null };
    this.queue = new Queue(QUEUE, {
      connection,
      defaultJobOptions: { attempts: ATTEMPTS, backoff: { type: "exponential", delay: 1000 / props.scale } },
    });
    this.worker = new Worker(QUEUE, ({ name }) => this.carryOut(name), {
      connection,
      concurrency: 2,
    });
    this.worker.on("completed", ({ name, attemptsMade }) => this.done.push({ name, attempts: attemptsMade }));
    this.worker.on("failed", (job) => {
      if (job && job.attemptsMade >= ATTEMPTS) this.gaveUp.push(job.name);
    });
    this.health = createServer(async (_request, response) => {
      response.writeHead((await this.isWell()) ? 200 : 500).end();
    });
  }

  /** Where it says whether it is well. */
  async start(): Promise<string> {
    await this.props.pool.query("CREATE TABLE rows (id int PRIMARY KEY)");
    await this.props.pool.query("CREATE TABLE jobs (name text PRIMARY KEY)");
    await new Promise<void>((resolve) => this.health.listen(0, "127.0.0.1", resolve));
    for (let writer = 0; writer < this.writers; writer++) void this.write(writer);
    return `http://127.0.0.1:${(this.health.address() as AddressInfo).port}/api/health`; // It listens on TCP.
  }

  /** Every connection has seen the statement of jobs, as after an hour of work. */
  async warmUp(): Promise<void> {
    await Promise.all(Array.from({ length: this.writers }, () => this.props.pool.query(AT_WORK, [0.2])));
  }

  async add(name: string): Promise<void> {
    await this.queue.add(name, {});
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.health.closeAllConnections();
    this.health.close();
    await this.worker.close(true);
    await this.queue.close();
    this.props.pool.end();
  }

  private async write(writer: number): Promise<void> {
    while (!this.isStopping) {
      const id = ++this.lastId;
      try {
        await this.props.pool.query("INSERT INTO rows VALUES ($1)", [id]);
        this.acknowledged.push({ id, writer, at: Date.now() });
      } catch {
        // Whoever gets an error knows that the row may not be there.
      }
      await pause(50);
    }
  }

  private async carryOut(name: string): Promise<void> {
    this.begun.add(name);
    await this.props.pool.query(AT_WORK, [1]);
    await this.props.pool.query("INSERT INTO jobs VALUES ($1) ON CONFLICT DO NOTHING", [name]);
  }

  private async isWell(): Promise<boolean> {
    try {
      await this.props.pool.query("SELECT 1;");
      const late = pause(PONG_MS, undefined, { ref: false }).then(() => Promise.reject(new Error("no PONG")));
      await Promise.race([(await this.queue.client).ping(), late]);
      return true;
    } catch {
      return false;
    }
  }
}
