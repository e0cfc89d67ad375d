import {
  getLangfuseTraceIdFromBaggage,
  getPropagatedAttributesFromContext,
  LangfuseOtelSpanAttributes,
} from "@langfuse/core";
import { isDefaultExportSpan } from "@langfuse/otel";
import type { Context } from "@opentelemetry/api";
import type { ReadableSpan, Span, SpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Outbox } from "../delivery/outbox";
import { written } from "./record";

const { ENVIRONMENT, RELEASE, IS_APP_ROOT } = LangfuseOtelSpanAttributes;

export interface CollectorProps {
  readonly environment: string;
  readonly release: string | undefined;
  readonly traces: Outbox;
}

/** Writes on spans what Langfuse knows them by, and takes them when they end. In place of the SDK's processor, which keeps
 *  what ends in a chain of promises, prints it unmasked at its level DEBUG, and may upload media before an exporter sees
 *  them. */
export class SpanCollector implements SpanProcessor {
  /** Spans under way that will be sent, by their ids. */
  private readonly underWay = new Set<string>();

  constructor(private readonly props: CollectorProps) {}

  onStart(span: Span, parent: Context): void {
    const { environment, release } = this.props;
    span.setAttributes({
      [ENVIRONMENT]: environment,
      [RELEASE]: release,
      ...getPropagatedAttributesFromContext(parent),
    });
    if (!isDefaultExportSpan(span)) return;
    const { spanId, traceId } = span.spanContext();
    const isBelow = this.underWay.has(span.parentSpanContext?.spanId ?? "");
    // Where a trace comes from another service, its first span here is not the first.
    if (!isBelow && getLangfuseTraceIdFromBaggage(parent) !== traceId) span.setAttribute(IS_APP_ROOT, true);
    this.underWay.add(spanId);
  }

  onEnd(span: ReadableSpan): void {
    this.underWay.delete(span.spanContext().spanId);
    if (isDefaultExportSpan(span)) this.props.traces.add(() => written(span));
  }

  /** Nothing waits here. */
  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}
