import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Queue } from "bullmq";
import { queueScript } from "../../constructs/queue-script";
import { queueNames } from "../../constructs/queues";
import { endWith } from "../support/end-with";
import { onPath } from "../support/programs";
import { Report } from "../support/report";
import { cases } from "./cases";
import { figuresOf, scrapedFigures } from "./figures";
import { type Server, startExporter, startRedis } from "./servers";

/** Asks a real Redis, filled by a real BullMQ, through the script and through the exporter that will run it.
 *
 *      npm run test:queues
 *      npm run test:queues -- --can-run   whether a Redis is here: one line, and 0 or 1
 *
 *  With `CI` set nothing may be skipped. */
async function main(options: readonly string[]): Promise<number> {
  const missing = ["redis-server", "prometheus-redis-exporter"].filter(
    (program) => !onPath(program, process.env.PATH),
  );
  if (options.includes("--can-run")) {
    console.log(missing.length ? `not installed: ${missing.join(", ")}` : "can run");
    return missing.length ? 1 : 0;
  }
  if (missing.length) console.log(`not installed: ${missing.join(", ")}`);
  if (missing.includes("redis-server")) {
    console.log("0 passed, 0 failed");
    return process.env.CI ? 1 : 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "queues-"));
  const redis = await startRedis(folder);
  try {
    const passed = await test(redis, folder, !missing.includes("prometheus-redis-exporter"));
    return !passed || (process.env.CI && missing.length) ? 1 : 0;
  } finally {
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function test(redis: Server, folder: string, withExporter: boolean): Promise<boolean> {
  const queues = cases.map(({ queue }) => queue);
  const script = queueScript(queues);
  const connection = { host: "127.0.0.1", port: redis.port };
  for (const { queue: name, given } of cases) {
    const queue = new Queue(name, { connection });
    await given(queue, connection);
    await queue.close();
  }
  const checks: [string, () => Promise<void>][] = cases.map(({ name, queue, expect }) => [
    name,
    async () => {
      const figures = (await figuresOf(redis.port, script)).get(queue);
      ok(figures, `nothing is said of '${queue}'`);
      expect(figures);
    },
  ]);
  checks.push(
    ["a script that writes would be refused", () => refusesWrites(redis.port)],
    ["every queue of a deployment answers", () => everyQueueAnswers(redis.port)],
  );
  if (withExporter)
    checks.push(["the exporter says the same", () => exporterAgrees(redis, join(folder, "queues.lua"))]);
  const report = new Report();
  for (const [name, check] of checks) await report.check("queues", name, check);
  return report.finish();
}

async function refusesWrites(port: number): Promise<void> {
  await rejects(figuresOf(port, 'return redis.call("SET", "a", "b")'), /Write commands are not allowed/);
}

async function everyQueueAnswers(port: number): Promise<void> {
  const figures = await figuresOf(port, queueScript(queueNames));
  deepEqual([...figures.keys()], [...queueNames]);
  for (const of of figures.values()) equal(Object.keys(of).length, 5);
}

async function exporterAgrees(redis: Server, file: string): Promise<void> {
  const script = queueScript(cases.map(({ queue }) => queue));
  writeFileSync(file, script);
  const exporter = await startExporter(redis, file);
  try {
    const figures = await scrapedFigures(exporter.port);
    for (const { queue, expect } of cases) {
      const scraped = figures.get(queue);
      ok(scraped, `the exporter says nothing of '${queue}'`);
      expect(scraped);
    }
  } finally {
    await exporter.stop();
  }
}

endWith(main(process.argv.slice(2)));
