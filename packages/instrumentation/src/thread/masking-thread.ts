import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { createMasker } from "@langfuse-aws/masking";
import type { Packer } from "../delivery/batch";
import { compressedHere } from "../delivery/compression";
import { textsOf } from "../delivery/page";
import { OUTLETS, type Outlet } from "./outlets";
import type { FromThread, ThreadData, ToThread } from "./thread";

// The thread that masks and sends. Of an outlet there is one batch at a time: items, `seal`, and `send` as often as it
// takes. What fails here is answered with nothing, and the service's own thread tries.
const port = parentPort;
if (port === null) throw new Error("masking-thread.js is a thread; start the service instead");
// On Linux priorities are of threads: this one steps back where the service needs the processor. Elsewhere they are of
// the whole process, and stay.
if (process.platform === "linux") setPriority(19);

const { policy, connection }: ThreadData = workerData;
const masker = createMasker(policy);
const never = new Int32Array(new SharedArrayBuffer(4));
const untilTheEnd = new AbortController().signal;
const packers = new Map<Outlet, Packer>();
const bodies = new Map<Outlet, Uint8Array>();

function packerOf(outlet: Outlet): Packer {
  const packer = packers.get(outlet) ?? OUTLETS[outlet].packer(masker);
  packers.set(outlet, packer);
  return packer;
}

async function answer({ outlet, question }: ToThread): Promise<Omit<FromThread, "outlet">> {
  if (question === "send") {
    const body = bodies.get(outlet);
    return { delivery: body && (await OUTLETS[outlet].send(connection, body, untilTheEnd)) };
  }
  const packer = packerOf(outlet);
  packers.delete(outlet);
  bodies.delete(outlet);
  const { json, count } = packer.seal();
  bodies.set(outlet, compressedHere(json));
  const { replaced, failed } = packer.tally;
  return { sealed: { count, replaced, failed } };
}

/** A thread that works on without a pause keeps the processor for a millisecond or two when the service wakes up, whatever
 *  their priorities are; one that has slept gives it back at once. */
function rest(): void {
  Atomics.wait(never, 0, 0, 0.05);
}

port.on("message", async (message: ToThread) => {
  for (const text of message.page ? textsOf(message.page) : []) {
    packerOf(message.outlet).add(text);
    rest();
  }
  if (message.question === undefined) return;
  const found = await answer(message).catch(() => ({}));
  const reply: FromThread = { outlet: message.outlet, ...found };
  port.postMessage(reply);
});
