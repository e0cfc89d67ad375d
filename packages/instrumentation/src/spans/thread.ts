import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { MaskingPolicy } from "@langfuse-aws/masking";
import type { Parcel } from "../delivery/batch";
import type { SpanRecord } from "./record";

/** Ends a batch. */
export const SEAL = "seal";

export type ToThread = SpanRecord | typeof SEAL;

/** A batch that was sealed, and what was replaced in it. */
export interface FromThread {
  readonly parcel: Parcel;
  readonly replaced: Readonly<Record<string, number>>;
  readonly failed: number;
}

/** Where the thread's program is: beside this one, also in a bundle that has it. */
export const THREAD_FILE = join(__dirname, "masking-thread.js");

/** A batch is a fraction of it; what needs more is a mistake, which the service must not die of. */
const LIMITS = { maxOldGenerationSizeMb: 256 };

/** A thread that masks, writes down and compresses, as the service's own thread sees it. It may be gone at any time, or
 *  never have been: then `seal` answers with nothing. */
export class MaskingThread {
  private worker: Worker | undefined;
  private answer: (sealed: FromThread | undefined) => void = () => {};

  constructor(file: string, policy: MaskingPolicy) {
    try {
      // Without the options and the environment of the process: they may preload what instruments the service.
      this.worker = new Worker(file, { workerData: policy, resourceLimits: LIMITS, execArgv: [], env: {} });
    } catch {
      return; // Not allowed, or a policy that cannot be copied.
    }
    this.worker.on("message", (sealed: FromThread) => this.answer(sealed));
    // Node emits `exit` after every `error`; without this listener an error would end the service.
    this.worker.on("error", () => {});
    this.worker.on("messageerror", () => this.end());
    this.worker.on("exit", () => this.lose());
    this.worker.unref(); // after its listeners, which would undo it
  }

  get isAlive(): boolean {
    return this.worker !== undefined;
  }

  /** @throws DataCloneError for what cannot be given to a thread */
  add(record: SpanRecord): void {
    this.worker?.postMessage(record);
  }

  /** One batch at a time. */
  seal(): Promise<FromThread | undefined> {
    return new Promise((resolve) => {
      this.answer = resolve;
      if (this.worker === undefined) resolve(undefined);
      else this.worker.postMessage(SEAL);
    });
  }

  end(): void {
    void this.worker?.terminate();
    this.lose();
  }

  private lose(): void {
    this.worker = undefined;
    this.answer(undefined);
  }
}
