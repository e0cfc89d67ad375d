import { type Fault, startTestLangfuse } from "@langfuse-aws/testkit";

/** What Langfuse can be, in a process of its own so that it takes no time from those who measure. */
export const STATES: readonly (readonly [name: string, state: Fault | "gone" | "well"])[] = [
  ["traced", "well"],
  ["Langfuse answers 503", { kind: "status", status: 503 }],
  ["Langfuse hangs", { kind: "hang" }],
  ["Langfuse tears connections", { kind: "reset" }],
  ["Langfuse answers slowly", { kind: "slow-body", millisecondsPerByte: 50 }],
  ["Langfuse is gone", "gone"],
];

async function main(): Promise<void> {
  const backends = await Promise.all(STATES.map(() => startTestLangfuse()));
  for (const [index, langfuse] of backends.entries()) {
    const state = STATES[index]?.[1];
    if (state === "gone") await langfuse.stop();
    else if (state !== undefined && state !== "well") langfuse.fail(state);
  }
  // Nobody looks at them, and they are many.
  setInterval(() => {
    for (const { requests } of backends) requests.length = 0;
  }, 1_000);
  const connections = backends.map(({ url, publicKey, secretKey }) => ({ url, publicKey, secretKey }));
  process.stdout.write(`${JSON.stringify(connections)}\n`);
}

if (process.argv[1]?.endsWith("backends.ts")) void main();
