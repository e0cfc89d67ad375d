import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { ApiError } from "./errors";
import type { Call } from "./router";

/** The whole body, decompressed.
 *  @throws ApiError 400 for a compression that is not gzip's, or broken */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const encoding = message.headers["content-encoding"] ?? "identity";
  if (encoding === "identity") return body;
  if (encoding !== "gzip") throw new ApiError(400, `content-encoding '${encoding}' is not known; use gzip`);
  try {
    return gunzipSync(body);
  } catch {
    throw new ApiError(400, "the body is not gzip");
  }
}

/** The body as JSON of a schema.
 *  @throws ApiError 400 that names every wrong field */
export function jsonBody<Body>({ request }: Call, schema: z.ZodType<Body>): Body {
  const result = schema.safeParse(parse(request.body));
  if (result.success) return result.data;
  throw new ApiError(400, `Invalid request data: ${z.prettifyError(result.error)}`);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ApiError(400, "Invalid JSON");
  }
}
