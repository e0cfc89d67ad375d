import type { Masker } from "@langfuse-aws/masking";
import type { Connection } from "../connection";
import type { Packer } from "../delivery/batch";
import { type Delivery, post } from "../delivery/http";
import type { OutboxLimits } from "../delivery/outbox";
import { ScoreBatch, sendScores } from "../score-batch";
import { SpanBatch } from "../spans/batch";

/** One way to Langfuse: how much waits before it, how what leaves by it is masked, and how it is sent. */
interface Way {
  readonly limits: OutboxLimits;
  readonly packer: (masker: Masker) => Packer;
  readonly send: (connection: Connection, body: Uint8Array, signal: AbortSignal) => Promise<Delivery>;
}

export type Outlet = "traces" | "scores";

/** All ways by which anything leaves. */
export const OUTLETS: Readonly<Record<Outlet, Way>> = {
  traces: {
    // 16 MiB is what a service loses at most when it ends while Langfuse is down.
    limits: { items: 2_048, bytes: 16 * 2 ** 20, batchItems: 512, lingerMs: 1_000 },
    packer: (masker) => new SpanBatch(masker),
    send: (connection, body, signal) =>
      post(connection, { path: "/api/public/otel/v1/traces", body, signal }),
  },
  scores: {
    limits: { items: 1_000, bytes: 2 * 2 ** 20, batchItems: 200, lingerMs: 1_000 },
    packer: (masker) => new ScoreBatch(masker),
    send: sendScores,
  },
};
