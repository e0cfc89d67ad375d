import { getPriority, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { createMasker } from "@langfuse-aws/masking";
import { SpanBatch } from "./batch";
import { type FromThread, SEAL, type ToThread } from "./thread";

// The thread that masks: spans come one by one, and go back as one parcel.
const port = parentPort;
if (port === null) throw new Error("masking-thread.js is a thread; start the service instead");
// On Linux priorities are of threads: this one steps back where the service needs the processor. Elsewhere they are of
// the whole process, and stay.
if (process.platform === "linux") setPriority(Math.min(19, getPriority() + 10));

const masker = createMasker(workerData);
let batch = new SpanBatch(masker);

port.on("message", (message: ToThread) => {
  if (message !== SEAL) return batch.add(message);
  const { tally } = batch;
  void batch.seal().then((parcel) => {
    const sealed: FromThread = { parcel, replaced: tally.replaced, failed: tally.failed };
    port.postMessage(sealed);
  });
  batch = new SpanBatch(masker);
});
