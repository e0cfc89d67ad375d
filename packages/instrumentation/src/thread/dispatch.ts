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

  constructor(private readonly props: DispatchProps) {}

  /** Whether a thread does the work. */
  get hasThread(): boolean {
    return this.thread?.isAlive === true;
  }

  /** What waits to leave by an outlet. To be asked for once: an outlet has one batch at a time. */
  outbox(outlet: Outlet): Outbox {
    return new Outbox(OUTLETS[outlet].limits, () => this.batch(outlet));
  }

  /** After it nothing is sent by the thread. */
  end(): void {
    this.thread?.end();
  }

  private batch(outlet: Outlet): Batch {
    const { threadFile, connection, policy } = this.props;
    this.thread ??= new MaskingThread(threadFile, { connection, policy });
    return new ThreadedBatch({ ...this.props, outlet, thread: this.thread });
  }
}
