import { Agent, request } from "node:http";

/** Latencies of requests in milliseconds, and how many were not answered with 200. */
export interface Load {
  readonly latencies: readonly number[];
  readonly failed: number;
}

/** Asks a service so many questions, by clients that ask their next one as soon as the last is answered. */
export async function load(
  url: string,
  props: { readonly count: number; readonly clients: number },
): Promise<Load> {
  const { count, clients } = props;
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const latencies: number[] = [];
  let failed = 0;
  let left = count;
  const client = async () => {
    while (left-- > 0) {
      const start = performance.now();
      if ((await ask(url, agent)) !== 200) failed++;
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return { latencies, failed };
}

const BODY = JSON.stringify({
  user_id: "user-1",
  question: "Soy ana.perez@example.com, RUT 12.345.678-5. ".repeat(10),
  max_words: 50,
});

function ask(url: string, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(BODY) };
    const asked = request(`${url}/ask`, { method: "POST", agent, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    asked.on("error", reject).end(BODY);
  });
}

/** The value below which a share of all values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}
