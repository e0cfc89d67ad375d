import { type Masker, Tally } from "@langfuse-aws/masking";
import { JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { type Parcel, parcelOf } from "../delivery/batch";
import { SpanMasker } from "./mask";
import type { SpanRecord } from "./record";

/** Spans that go out together, masked and written down in whatever thread this is. */
export class SpanBatch {
  /** What was replaced in these spans. */
  readonly tally = new Tally();
  private readonly spans: ReadableSpan[] = [];
  private readonly masker: SpanMasker;

  constructor(masker: Masker) {
    this.masker = new SpanMasker(masker, this.tally);
  }

  add(record: SpanRecord): void {
    this.spans.push(this.masker.mask(record));
  }

  seal(): Promise<Parcel> {
    return parcelOf(JsonTraceSerializer.serializeRequest(this.spans) ?? "", this.spans.length);
  }
}
