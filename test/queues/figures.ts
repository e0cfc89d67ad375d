import { Queue } from "bullmq";

/** What the script says of one queue. */
export interface Figures {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  readonly oldest_wait_seconds: number;
}

/** Runs the script as the exporter in the cluster does: by EVAL_RO, which refuses whatever writes. */
export async function figuresOf(port: number, script: string): Promise<Map<string, Figures>> {
  const queue = new Queue("any", { connection: { port, host: "127.0.0.1" } });
  try {
    const client = await queue.client;
    const answer: unknown = await client.call("EVAL_RO", script, "0");
    if (!Array.isArray(answer)) throw new Error(`the script answered ${JSON.stringify(answer)}`);
    return grouped(pairsOf(answer));
  } finally {
    await queue.close();
  }
}

/** What the exporter says, in the samples that it makes of the script's answer. */
export async function scrapedFigures(port: number): Promise<Map<string, Figures>> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const samples = [...(await response.text()).matchAll(/^redis_script_values\{key="([^"]+)"\} (\S+)$/gm)];
  return grouped(samples.map(([, key = "", value = ""]) => [key, Number(value)]));
}

function pairsOf(answer: readonly unknown[]): [string, number][] {
  return answer.flatMap((key, index) =>
    index % 2 === 0 ? [[String(key), Number(answer[index + 1])] satisfies [string, number]] : [],
  );
}

function grouped(pairs: readonly [string, number][]): Map<string, Figures> {
  const queues = new Map<string, Record<string, number>>();
  for (const [key, value] of pairs) {
    const [queue = "", what = ""] = key.split("/");
    queues.set(queue, { ...queues.get(queue), [what]: value });
  }
  // The test compares them with all that a queue should have, and fails on what is missing.
  return queues as Map<string, Partial<Figures>> as Map<string, Figures>;
}
