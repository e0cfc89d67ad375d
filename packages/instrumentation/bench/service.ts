import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { guardAnswer, initObservability, type Observability } from "@langfuse-aws/instrumentation";

// A service as many are, in a process of its own: `service.ts plain`, or `service.ts observed <backend's URL>`.
const [kind, baseUrl] = process.argv.slice(2);

/** How long the model takes that it asks. */
const MODEL_MS = 20;

/** What a service says of itself for the time since it was last asked. */
export interface Usage {
  readonly processorMs: number;
  /** Of it, in the thread that answers requests. */
  readonly mainThreadMs: number;
  readonly megabytes: number;
  readonly queued: number;
  readonly delivered: number;
  readonly dropped: number;
}

async function complete(question: string): Promise<string> {
  await sleep(MODEL_MS);
  return `You asked: ${question}`;
}

async function plain({ question }: Question): Promise<string> {
  return guardAnswer(await complete(question), { maxWords: 5_000 }).text;
}

function observed(lf: Observability): (asked: Question) => Promise<string> {
  return ({ user_id, question }) =>
    lf.trace("ask", { userId: user_id, input: question, tags: ["bench"] }, async (t) => {
      const input = [
        { role: "system", content: "Answer in one paragraph." },
        { role: "user", content: question },
      ];
      const answer = await lf.generation("llm", { model: "m", input }, () => complete(question));
      return t.guard(answer, { maxWords: 5_000 }).text;
    });
}

interface Question {
  readonly user_id: string;
  readonly question: string;
}

const lf =
  kind === "observed"
    ? initObservability({ service: "bench", baseUrl, publicKey: "pk-lf-bench", secretKey: "sk-lf-bench" })
    : undefined;
const ask = lf ? observed(lf) : plain;

const server = createServer(async (request, response) => {
  const answer = await ask(JSON.parse(await text(request)));
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ answer }));
});

/** Processor time of the main thread so far. Linux tells it; elsewhere it is 0. */
function mainThreadMs(): number {
  if (process.platform !== "linux") return 0;
  const [nanoseconds] = readFileSync("/proc/self/schedstat", "utf8").split(" ");
  return Number(nanoseconds) / 1e6;
}

let before = process.cpuUsage();
let mainBefore = mainThreadMs();

process.on("message", () => {
  const { user, system } = process.cpuUsage(before);
  const { queued, delivered, dropped } = lf?.health.traces ?? { queued: 0, delivered: 0, dropped: 0 };
  const usage: Usage = {
    processorMs: (user + system) / 1000,
    mainThreadMs: mainThreadMs() - mainBefore,
    megabytes: process.memoryUsage().rss / 2 ** 20,
    queued,
    delivered,
    dropped,
  };
  process.send?.(usage);
  before = process.cpuUsage();
  mainBefore = mainThreadMs();
});

process.on("disconnect", () => process.exit()); // nobody measures any more

server.keepAliveTimeout = 120_000; // longer than the others' turns
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
