import { parentPort, workerData } from "node:worker_threads";
import { maskDocument, type Task } from "./document";
import { Maskers } from "./maskers";
import { READY } from "./thread";

// A thread masks one body after the other. What it cannot do kills it, and the pool starts another.
const port = parentPort;
if (port === null) throw new Error("the masking worker is a thread; start main.js");
const maskers = new Maskers(workerData);
port.on("message", ({ task, body }: { task: Task; body: Uint8Array }) => {
  port.postMessage(maskDocument(maskers, task, body));
});
port.postMessage(READY);
