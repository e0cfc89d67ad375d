import type { Logger } from "@langfuse-aws/process";
import type { Api } from "./api";
import { itemsOf } from "./inspection";
import type { CanaryMetrics } from "./metrics";
import { ENVIRONMENT, TRACE_NAME } from "./trace";
import { detailOf } from "./waiting";

const EVERY_MS = 6 * 3_600_000;
const DEADLINE_MS = 30_000;

/** What Langfuse deletes by one request at most, and lists on one page. */
const MOST = 1_000;

export interface CleanupProps {
  readonly api: Api;
  /** Age of traces that are deleted; 0 keeps all. */
  readonly afterHours: number;
  readonly metrics: CanaryMetrics;
  readonly log: Logger;
}

/** Deletes the canary's own traces when they are old, known by environment and name; a few times a day. */
export class Cleanup {
  private due = 0;

  constructor(private readonly props: CleanupProps) {}

  /** Never rejects: what cannot be deleted now is tried again next time. */
  async runIfDue(stop: AbortSignal): Promise<void> {
    const { afterHours, metrics, log } = this.props;
    if (afterHours === 0 || performance.now() < this.due || stop.aborted) return;
    this.due = performance.now() + EVERY_MS;
    try {
      const before = new Date(Date.now() - afterHours * 3_600_000);
      const traces = await this.delete(before, AbortSignal.any([stop, AbortSignal.timeout(DEADLINE_MS)]));
      metrics.cleaned("success", traces);
      log.info({ traces }, "old traces deleted");
    } catch (error) {
      metrics.cleaned("error", 1);
      log.warn(detailOf(error), "old traces stay");
    }
  }

  private async delete(before: Date, signal: AbortSignal): Promise<number> {
    const { api } = this.props;
    const query = {
      environment: ENVIRONMENT,
      name: TRACE_NAME,
      isRootObservation: "true",
      toStartTime: before.toISOString(),
      fields: "core",
      limit: String(MOST),
    };
    const listed = itemsOf(await api.get("/api/public/v2/observations", query, signal));
    const ids = listed.flatMap(({ traceId }) => (typeof traceId === "string" ? [traceId] : []));
    const traceIds = [...new Set(ids)];
    if (traceIds.length > 0) await api.delete("/api/public/traces", { traceIds }, signal);
    return traceIds.length;
  }
}
