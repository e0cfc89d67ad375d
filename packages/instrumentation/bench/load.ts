import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** Where questions go, and what they say. */
export interface Target {
  readonly port: number;
  readonly body: Buffer;
}

const agent = new Agent({ keepAlive: true });

/** Sends requests at a steady rate, whether earlier ones were answered or not, as users do; how long each took, in
 *  milliseconds. */
export async function load(
  target: Target,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<readonly number[]> {
  const start = performance.now();
  const answers: Promise<number>[] = [];
  for (let count = 0; count < perSecond * seconds; count++) {
    // Each at any moment of its time, and the same in every round: with gaps of few lengths, all requests or none meet the
    // end of an earlier one, which the library puts off.
    const due = start + ((count + anyShare(count)) * 1000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
    answers.push(send(target));
  }
  return await Promise.all(answers);
}

/** Sends requests as fast as they are answered, until the service runs what it will go on with: its first hundreds are
 *  run by the interpreter, with and without the library. */
export async function warmUp(target: Target, requests: number): Promise<void> {
  const clients = 10;
  const client = async () => {
    for (let count = 0; count < requests / clients; count++) await send(target);
  };
  await Promise.all(Array.from({ length: clients }, client));
}

/** From 0 to 1, without a pattern, and always the same. */
function anyShare(index: number): number {
  return (Math.abs(Math.sin(index + 1)) * 10_000) % 1;
}

function send({ port, body }: Target): Promise<number> {
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
