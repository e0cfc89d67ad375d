import { type Masker, Tally } from "@langfuse-aws/masking";
import { JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { Packer, Parcel } from "../delivery/batch";
import { SpanMasker } from "./mask";
import { recordOf } from "./record";

/** Spans that go out together. Not masked by the SDK's `mask`, which sees six attributes and neither names, statuses, events
 *  nor tags. */
export class SpanBatch implements Packer {
  readonly tally = new Tally();
  private readonly spans: ReadableSpan[] = [];
  private readonly masker: SpanMasker;

  constructor(masker: Masker) {
    this.masker = new SpanMasker(masker, this.tally);
  }

  add(item: string): void {
    this.spans.push(this.masker.mask(recordOf(item)));
  }

  seal(): Parcel {
    return { json: JsonTraceSerializer.serializeRequest(this.spans) ?? "", count: this.spans.length };
  }
}
