import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { MaskingPolicy } from "@langfuse-aws/masking";
import type { Connection } from "../connection";
import type { Delivery } from "../delivery/http";
import type { Page } from "../delivery/page";
import type { Outlet } from "./outlets";

/** What the thread is started with. */
export interface ThreadData {
  readonly connection: Connection;
  readonly policy: MaskingPolicy;
}

/** Items for the batch of an outlet, or what is wanted of it: its end, or an attempt to send it. */
export interface ToThread {
  readonly outlet: Outlet;
  readonly page?: Page;
  readonly question?: "seal" | "send";
}

/** A batch that was sealed: how many items are in it, and what was replaced in them. */
export interface Sealed {
  readonly count: number;
  readonly replaced: Readonly<Record<string, number>>;
  readonly failed: number;
}

/** The answer to a question; without one where the thread could not do it. */
export interface FromThread {
  readonly outlet: Outlet;
  readonly sealed?: Sealed;
  readonly delivery?: Delivery;
}

/** Where the thread's program is: beside this one, also in a bundle that has it. */
export const THREAD_FILE = join(__dirname, "masking-thread.js");

/** A batch is a fraction of it; what needs more is a mistake, which the service must not die of. */
const LIMITS = { maxOldGenerationSizeMb: 256 };

/** A thread that masks, writes down, compresses and sends, as the service's own thread sees it. It may be gone at any
 *  time, or never have been: then it answers with nothing. */
export class MaskingThread {
  private worker: Worker | undefined;
  private readonly answers = new Map<Outlet, (answer: FromThread | undefined) => void>();

  constructor(file: string, workerData: ThreadData) {
    try {
      // Without the options and the environment of the process: they may preload what instruments the service.
      this.worker = new Worker(file, { workerData, resourceLimits: LIMITS, execArgv: [], env: {} });
    } catch {
      return; // Not allowed, or a policy that cannot be copied.
    }
    this.worker.on("message", (reply: FromThread) => this.answers.get(reply.outlet)?.(reply));
    // Node emits `exit` after every `error`; without this listener an error would end the service.
    this.worker.on("error", () => {});
    this.worker.on("messageerror", () => this.end());
    this.worker.on("exit", () => this.lose());
    this.worker.unref(); // after its listeners, which would undo it
  }

  get isAlive(): boolean {
    return this.worker !== undefined;
  }

  /** Both threads see the page; nothing is written on it any more. */
  add(outlet: Outlet, { memory, ends }: Page): void {
    this.tell({ outlet, page: { memory, ends } });
  }

  /** Ends the batch. */
  async seal(outlet: Outlet): Promise<Sealed | undefined> {
    return (await this.ask(outlet, "seal"))?.sealed;
  }

  /** Sends the batch that was sealed last. */
  async send(outlet: Outlet): Promise<Delivery | undefined> {
    return (await this.ask(outlet, "send"))?.delivery;
  }

  end(): void {
    void this.worker?.terminate();
    this.lose();
  }

  /** One question at a time for each outlet. */
  private ask(outlet: Outlet, question: "seal" | "send"): Promise<FromThread | undefined> {
    return new Promise((resolve) => {
      this.answers.set(outlet, resolve);
      if (this.worker === undefined) resolve(undefined);
      else this.tell({ outlet, question });
    });
  }

  private tell(message: ToThread): void {
    this.worker?.postMessage(message);
  }

  private lose(): void {
    this.worker = undefined;
    for (const answer of this.answers.values()) answer(undefined);
  }
}
