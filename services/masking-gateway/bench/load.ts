import { performance } from "node:perf_hooks";
import { Pool } from "undici";

export interface LoadProps {
  readonly url: string;
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  /** What the books of the upstream call it. */
  readonly way: string;
  readonly clients: number;
  readonly seconds: number;
}

export interface Figures {
  readonly perSecond: number;
  readonly megabytesPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly answered: number;
  /** Answers other than 200, which tell the client to send it again. */
  readonly refused: number;
}

/** Sends a body again and again, each client its next one as soon as its last is answered. */
export async function load({ url, path, type, body, way, clients, seconds }: LoadProps): Promise<Figures> {
  const pool = new Pool(url, { connections: clients });
  const latencies: number[] = [];
  let refused = 0;
  const until = performance.now() + seconds * 1000;
  const client = async () => {
    while (performance.now() < until) {
      const started = performance.now();
      const headers = { "content-type": type, "x-way": way };
      const answer = await pool.request({ method: "POST", path, headers, body });
      await answer.body.dump();
      if (answer.statusCode !== 200) refused++;
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  await pool.close();
  latencies.sort((a, b) => a - b);
  const perSecond = latencies.length / seconds;
  return {
    perSecond,
    megabytesPerSecond: (perSecond * body.length) / 1e6,
    p50: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
    answered: latencies.length - refused,
    refused,
  };
}
