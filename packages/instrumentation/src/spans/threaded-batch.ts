import type { Masker, Tally } from "@langfuse-aws/masking";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { Batch, Parcel } from "../delivery/batch";
import { inSlices } from "../delivery/slices";
import { SpanBatch } from "./batch";
import { recordOf, type SpanRecord } from "./record";
import type { MaskingThread } from "./thread";

export interface ThreadedBatchProps {
  readonly thread: MaskingThread;
  readonly masker: Masker;
  /** Of the process. */
  readonly tally: Tally;
}

/** Spans that a thread masks; if there is none, or none any more, this one does. */
export class ThreadedBatch implements Batch<ReadableSpan> {
  private readonly records: SpanRecord[] = [];

  constructor(private readonly props: ThreadedBatchProps) {}

  add(span: ReadableSpan): void {
    const record = recordOf(span);
    this.props.thread.add(record);
    this.records.push(record);
  }

  async seal(): Promise<Parcel> {
    const sealed = await this.props.thread.seal();
    if (!sealed) return await this.here();
    this.count(sealed);
    return sealed.parcel;
  }

  private async here(): Promise<Parcel> {
    const batch = new SpanBatch(this.props.masker);
    const records = this.records.values();
    await inSlices(
      () => records.next().value,
      (record) => batch.add(record),
    );
    this.count(batch.tally);
    return await batch.seal();
  }

  private count({ replaced, failed }: Pick<Tally, "replaced" | "failed">): void {
    for (const [name, count] of Object.entries(replaced)) this.props.tally.add(name, count);
    this.props.tally.failed += failed;
  }
}
