import { LANGFUSE_SDK_VERSION } from "@langfuse/core";
import type { Connection } from "../connection";

/** What became of a batch. */
export type Delivery =
  | { readonly outcome: "delivered"; readonly body: string }
  /** It will not be taken at any time: wrong keys, a wrong format, too large. */
  | { readonly outcome: "refused" }
  /** It may be taken later. */
  | { readonly outcome: "unavailable"; readonly retryAfterMs: number };

/** How long an answer may take, to its last byte. */
const TIMEOUT_MS = 5_000;

/** Posts compressed JSON to Langfuse; never rejects. `signal` ends it before its time. */
export async function post(
  { baseUrl, publicKey, secretKey }: Connection,
  { path, body, signal }: { path: string; body: Uint8Array; signal: AbortSignal },
): Promise<Delivery> {
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString("base64")}`,
        "content-type": "application/json",
        "content-encoding": "gzip",
        // Without it a server that also serves version 3 shows traces after ten minutes.
        "x-langfuse-ingestion-version": "4",
        "x-langfuse-sdk-name": "javascript",
        "x-langfuse-sdk-version": LANGFUSE_SDK_VERSION,
        "x-langfuse-public-key": publicKey,
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const answer = await response.text();
    if (response.ok) return { outcome: "delivered", body: answer };
    if (response.status < 500 && response.status !== 408 && response.status !== 429)
      return { outcome: "refused" };
    return { outcome: "unavailable", retryAfterMs: retryAfter(response.headers) };
  } catch {
    return { outcome: "unavailable", retryAfterMs: 0 };
  }
}

function retryAfter(headers: Headers): number {
  const seconds = Number(headers.get("retry-after"));
  return Number.isFinite(seconds) ? seconds * 1000 : 0;
}
