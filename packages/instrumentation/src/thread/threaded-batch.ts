import type { Masker, Tally } from "@langfuse-aws/masking";
import type { Connection } from "../connection";
import type { Batch, Parcel } from "../delivery/batch";
import type { Delivery } from "../delivery/http";
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
  private readonly items: string[] = [];
  /** What was sealed here, and not by the thread. */
  private parcel: Parcel | undefined;

  constructor(private readonly props: ThreadedBatchProps) {
    // Without a thread it is written down in about a millisecond, during which the service stands still.
    this.mostBytes = props.thread.isAlive ? 2 ** 21 : 2 ** 18;
  }

  add(items: readonly string[]): void {
    this.props.thread.add(this.props.outlet, items);
    this.items.push(...items);
  }

  async seal(): Promise<number> {
    const { thread, outlet } = this.props;
    const sealed = await thread.seal(outlet);
    if (sealed) {
      this.count(sealed);
      return sealed.count;
    }
    const { parcel, tally } = await this.sealedHere();
    this.count(tally);
    this.parcel = parcel;
    return parcel.count;
  }

  async send(signal: AbortSignal): Promise<Delivery> {
    const { thread, outlet, connection } = this.props;
    const delivery = this.parcel ? undefined : await thread.send(outlet);
    if (delivery) return delivery;
    this.parcel ??= (await this.sealedHere()).parcel;
    return await OUTLETS[outlet].send(connection, this.parcel.body, signal);
  }

  private async sealedHere(): Promise<{ parcel: Parcel; tally: Tally }> {
    const packer = OUTLETS[this.props.outlet].packer(this.props.masker);
    const items = this.items.values();
    await inSlices(
      () => items.next().value,
      (item) => packer.add(item),
    );
    return { parcel: await packer.seal(), tally: packer.tally };
  }

  private count({ replaced, failed }: Pick<Tally, "replaced" | "failed">): void {
    for (const [name, count] of Object.entries(replaced)) this.props.tally.add(name, count);
    this.props.tally.failed += failed;
  }
}
