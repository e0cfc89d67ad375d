import { isUtf8 } from "node:buffer";
import { type ApiPaths, type MaskedDocument, Tally } from "@langfuse-aws/masking";
import type { Maskers } from "./maskers";

/** How a body is written. */
export type Format = "otlp-json" | "otlp-protobuf" | "json";

/** What there is to mask, as plain data: a thread can be sent it. */
export interface Task {
  readonly format: Format;
  /** Structural members, of `json`. */
  readonly paths: ApiPaths;
  /** Whose policy counts; undefined for the policy of all. */
  readonly publicKey?: string;
}

/** What became of a body. */
export interface Masked {
  readonly outcome: "masked" | "malformed" | "failed";
  /** Empty unless masked. */
  readonly body: Uint8Array;
  /** Replacements by class. */
  readonly replaced: Readonly<Record<string, number>>;
  /** Values that became `[MASKING_ERROR]`. */
  readonly failedValues: number;
}

const NOTHING = new Uint8Array();

/** Masks a body; never throws. */
export function maskDocument(maskers: Maskers, task: Task, body: Uint8Array): Masked {
  const tally = new Tally();
  const document = mask(maskers, task, { body, tally });
  return {
    outcome: document.outcome,
    body: document.outcome === "masked" ? document.body : NOTHING,
    replaced: tally.replaced,
    failedValues: tally.failed,
  };
}

function mask(
  maskers: Maskers,
  { format, paths, publicKey }: Task,
  { body, tally }: { body: Uint8Array; tally: Tally },
): MaskedDocument<Uint8Array> {
  const masker = maskers.of(publicKey);
  if (format === "otlp-protobuf") return masker.otlpProtobuf(body, tally);
  // Bytes that are no UTF-8 would be read one way here and perhaps another way by Langfuse.
  if (!isUtf8(body)) return { outcome: "malformed" };
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
  const masked = format === "json" ? masker.json(text, paths, tally) : masker.otlpJson(text, tally);
  return masked.outcome === "masked" ? { outcome: "masked", body: Buffer.from(masked.body) } : masked;
}
