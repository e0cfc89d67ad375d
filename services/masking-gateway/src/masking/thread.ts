import { Worker } from "node:worker_threads";
import type { Policies } from "../settings";
import type { Masked, Task } from "./document";

/** The first message of a thread: its policies are loaded. */
export const READY = "ready";

export interface ThreadProps {
  /** The compiled `worker.ts`. */
  readonly file: string;
  readonly policies: Policies;
  readonly onReady: () => void;
  readonly onMasked: (masked: Masked) => void;
  /** The thread is gone, for whatever reason. */
  readonly onGone: () => void;
}

/** One thread, which masks one body at a time. */
export class Thread {
  private readonly worker: Worker;

  constructor({ file, policies, onReady, onMasked, onGone }: ThreadProps) {
    this.worker = new Worker(file, { workerData: policies });
    this.worker.on("message", (message: typeof READY | Masked) => {
      if (message === READY) onReady();
      else onMasked(message);
    });
    // Node emits `exit` after every `error`; without this listener an error would end the process.
    this.worker.on("error", () => undefined);
    this.worker.on("messageerror", () => void this.end());
    this.worker.on("exit", onGone);
  }

  mask(task: Task, body: Uint8Array): void {
    this.worker.postMessage({ task, body });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
