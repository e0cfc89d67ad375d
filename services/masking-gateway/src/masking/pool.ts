import { Refusal } from "../refusal";
import type { Policies } from "../settings";
import type { Masked, Task } from "./document";
import { Thread } from "./thread";

export interface PoolProps {
  /** The compiled `worker.ts`. */
  readonly file: string;
  readonly policies: Policies;
  readonly threads: number;
  /** From the moment a body is handed in. */
  readonly timeoutMs: number;
}

/** Between the end of a thread and the start of its successor, so that one that cannot start does not spin. */
const RESTART_MS = 500;

interface Job {
  readonly task: Task;
  readonly body: Uint8Array;
  readonly resolve: (masked: Masked) => void;
  readonly reject: (refusal: Refusal) => void;
  readonly timer: NodeJS.Timeout;
  slot?: Slot;
}

interface Slot {
  thread?: Thread;
  isReady: boolean;
  job?: Job;
}

/** Masks large bodies in threads, so that they keep nobody else waiting and can be stopped when they take too long. How
 *  many wait is bounded by what is admitted, and how long by the deadline of each. */
export class Pool {
  private readonly slots: readonly Slot[];
  private readonly waiting: Job[] = [];
  private isClosed = false;

  constructor(private readonly props: PoolProps) {
    this.slots = Array.from({ length: props.threads }, () => ({ isReady: false }));
    for (const slot of this.slots) this.start(slot);
  }

  /** Whether at least one thread has loaded its policies. */
  get isReady(): boolean {
    return this.slots.some((slot) => slot.isReady);
  }

  /** @throws Refusal `overloaded`, `masking_timeout` or `masking_failed` */
  mask(task: Task, body: Uint8Array): Promise<Masked> {
    if (this.isClosed) return Promise.reject(new Refusal("overloaded"));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.expire(job), this.props.timeoutMs);
      const job: Job = { task, body, resolve, reject, timer };
      this.waiting.push(job);
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const job of this.waiting.splice(0)) this.fail(job, "masking_failed");
    await Promise.all(this.slots.map(({ thread }) => thread?.end()));
  }

  private start(slot: Slot): void {
    if (this.isClosed) return;
    const { file, policies } = this.props;
    slot.thread = new Thread({
      file,
      policies,
      onReady: () => {
        slot.isReady = true;
        this.dispatch();
      },
      onMasked: (masked) => this.finish(slot, masked),
      onGone: () => this.replace(slot),
    });
  }

  private replace(slot: Slot): void {
    const { job } = slot;
    slot.isReady = false;
    slot.job = undefined;
    if (job !== undefined) this.fail(job, "masking_failed");
    if (!this.isClosed) setTimeout(() => this.start(slot), RESTART_MS).unref();
  }

  private dispatch(): void {
    for (const slot of this.slots) {
      if (!slot.isReady || slot.job !== undefined) continue;
      const job = this.waiting.shift();
      if (job === undefined) return;
      slot.job = job;
      job.slot = slot;
      slot.thread?.mask(job.task, job.body);
    }
  }

  private finish(slot: Slot, masked: Masked): void {
    const { job } = slot;
    slot.job = undefined;
    if (job !== undefined) {
      clearTimeout(job.timer);
      job.resolve(masked);
    }
    this.dispatch();
  }

  /** Whoever waits too long gives up; a thread that takes too long is ended, because nothing else stops a computation. */
  private expire(job: Job): void {
    const { slot } = job;
    if (slot === undefined) {
      const index = this.waiting.indexOf(job);
      if (index >= 0) this.waiting.splice(index, 1);
      this.fail(job, "overloaded");
      return;
    }
    slot.job = undefined;
    slot.isReady = false;
    void slot.thread?.end();
    this.fail(job, "masking_timeout");
  }

  private fail(job: Job, reason: "masking_failed" | "masking_timeout" | "overloaded"): void {
    clearTimeout(job.timer);
    job.reject(new Refusal(reason));
  }
}
