import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

export interface LoadProps {
  readonly port: number;
  readonly body: Buffer;
  readonly perSecond: number;
  readonly seconds: number;
}

const agent = new Agent({ keepAlive: true });

/** Sends requests at a steady rate, whether earlier ones were answered or not, as users do; how long each took, in
 *  milliseconds, in order of length. */
export async function load({ port, body, perSecond, seconds }: LoadProps): Promise<readonly number[]> {
  const start = performance.now();
  const answers: Promise<number>[] = [];
  for (let count = 0; count < perSecond * seconds; count++) {
    // Not all in step with the service's timers, and the same in every round.
    const due = start + ((count + ((count * 0.618) % 1)) * 1000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
    answers.push(send(port, body));
  }
  return (await Promise.all(answers)).sort((one, other) => one - other);
}

function send(port: number, body: Buffer): Promise<number> {
  const sent = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
    request({ agent, host: "127.0.0.1", port, method: "POST", path: "/ask", headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`the service answered ${answer.statusCode}`));
      answer.resume().on("end", () => resolve(performance.now() - sent));
    })
      .on("error", reject)
      .end(body);
  });
}
