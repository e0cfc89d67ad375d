import type { Masker } from "@langfuse-aws/masking";
import type { Connection } from "../connection";
import type { Packer } from "../delivery/batch";
import { type Delivery, post } from "../delivery/http";
import { ScoreBatch, sendScores } from "../score-batch";
import { SpanBatch } from "../spans/batch";

/** One way to Langfuse: how what leaves by it is masked, and how it is sent. */
interface Way {
  readonly packer: (masker: Masker) => Packer;
  readonly send: (connection: Connection, body: Uint8Array, signal: AbortSignal) => Promise<Delivery>;
}

export type Outlet = "traces" | "scores";

/** All ways by which anything leaves. */
export const OUTLETS: Readonly<Record<Outlet, Way>> = {
  traces: {
    packer: (masker) => new SpanBatch(masker),
    send: (connection, body, signal) =>
      post(connection, { path: "/api/public/otel/v1/traces", body, signal }),
  },
  scores: { packer: (masker) => new ScoreBatch(masker), send: sendScores },
};
