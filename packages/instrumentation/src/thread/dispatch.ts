import type { Masker, MaskingPolicy, Tally } from "@langfuse-aws/masking";
import type { Connection } from "../connection";
import type { Batch } from "../delivery/batch";
import { Outbox } from "../delivery/outbox";
import { OUTLETS, type Outlet } from "./outlets";
import { MaskingThread } from "./thread";
import { ThreadedBatch } from "./threaded-batch";

export interface DispatchProps {
  readonly connection: Connection;
  readonly masker: Masker;
  /** The masker's: the thread makes one of its own. */
  readonly policy: MaskingPolicy;
  readonly tally: Tally;
  /** The compiled `masking-thread.ts`. */
  readonly threadFile: string;
}

/** Has batches masked, written down, compressed and sent: by one thread, or, where there is none, in between other work. */
export class Dispatch {
  /** Started by the first batch. */
  private thread: MaskingThread | undefined;
  private readonly outboxes: Outbox[] = [];

  constructor(private readonly props: DispatchProps) {}

  /** Whether a thread does the work. */
  get hasThread(): boolean {
    return this.thread?.isAlive === true;
  }

  /** What waits to leave by an outlet. To be asked for once: an outlet has one batch at a time. */
  outbox(outlet: Outlet): Outbox {
    const outbox = new Outbox(OUTLETS[outlet].limits, () => this.batch(outlet));
    this.outboxes.push(outbox);
    return outbox;
  }

  /** Sends what there is and gives up what is left then; says whether all of it went out in time. The thread has half of
   *  the time: it steps back where the processor is busy, and nobody is served any more from whom this one could take it. */
  async close(timeoutMs: number): Promise<boolean> {
    const halfTime = setTimeout(() => this.thread?.end(), timeoutMs / 2);
    const done = await Promise.all(this.outboxes.map((outbox) => outbox.close(timeoutMs)));
    clearTimeout(halfTime);
    this.thread?.end();
    return done.every((isDone) => isDone);
  }

  private batch(outlet: Outlet): Batch {
    const { threadFile, connection, policy } = this.props;
    this.thread ??= new MaskingThread(threadFile, { connection, policy });
    return new ThreadedBatch({ ...this.props, outlet, thread: this.thread });
  }
}
