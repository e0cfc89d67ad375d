import type { Masker, Tally } from "@langfuse-aws/masking";
import type { Connection } from "../connection";
import type { Batch } from "../delivery/batch";
import { compressed } from "../delivery/compression";
import type { Delivery } from "../delivery/http";
import { type Page, textsOf } from "../delivery/page";
import { inSlices } from "../delivery/slices";
import { OUTLETS, type Outlet } from "./outlets";
import type { MaskingThread } from "./thread";

export interface ThreadedBatchProps {
  readonly outlet: Outlet;
  readonly thread: MaskingThread;
  readonly connection: Connection;
  readonly masker: Masker;
  /** Of the process. */
  readonly tally: Tally;
}

/** Items that a thread masks and sends; if there is none, or none any more, this one does. */
export class ThreadedBatch implements Batch {
  readonly mostBytes: number;
  /** As they came: the thread may be lost until they are delivered. */
  private readonly pages: Page[] = [];
  /** What was sealed here, and not by the thread. */
  private body: Uint8Array | undefined;

  constructor(private readonly props: ThreadedBatchProps) {
    // Without a thread it is written down in about a millisecond, during which the service stands still.
    this.mostBytes = props.thread.isAlive ? 2 ** 20 : 2 ** 17;
  }

  add(page: Page): void {
    this.props.thread.add(this.props.outlet, page);
    this.pages.push(page);
  }

  async seal(): Promise<number> {
    const { thread, outlet } = this.props;
    const sealed = await thread.seal(outlet);
    if (sealed) {
      this.count(sealed);
      return sealed.count;
    }
    const { count, tally } = await this.sealHere();
    this.count(tally);
    return count;
  }

  async send(signal: AbortSignal): Promise<Delivery> {
    const { thread, outlet, connection } = this.props;
    const delivery = this.body ? undefined : await thread.send(outlet);
    if (delivery) return delivery;
    const body = this.body ?? (await this.sealHere()).body;
    return await OUTLETS[outlet].send(connection, body, signal);
  }

  private async sealHere(): Promise<{ body: Uint8Array; count: number; tally: Tally }> {
    const packer = OUTLETS[this.props.outlet].packer(this.props.masker);
    for (const page of this.pages) await inSlices(textsOf(page), (text) => packer.add(text));
    const { json, count } = packer.seal();
    this.body = await compressed(json);
    return { body: this.body, count, tally: packer.tally };
  }

  private count({ replaced, failed }: Pick<Tally, "replaced" | "failed">): void {
    for (const [name, count] of Object.entries(replaced)) this.props.tally.add(name, count);
    this.props.tally.failed += failed;
  }
}
