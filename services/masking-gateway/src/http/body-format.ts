import type { IncomingHttpHeaders } from "node:http";
import type { Format } from "../masking";
import { Refusal } from "../refusal";
import type { Action } from "../routes";

/** How a body is written and packed. */
export interface BodyFormat {
  readonly format: Format;
  readonly isCompressed: boolean;
  /** What metrics call it. */
  readonly encoding: string;
}

/** Exactly one type, so that Langfuse, which looks for a type anywhere in the header, reads the same. */
const CONTENT_TYPE = /^(application\/(?:json|scim\+json|x-protobuf))(?:\s*;\s*charset="?utf-8"?)?$/i;

/** @throws Refusal `unsupported_encoding` for whatever is not surely read the same way here and by Langfuse */
export function bodyFormat(headers: IncomingHttpHeaders, kind: Action["kind"]): BodyFormat {
  const type = CONTENT_TYPE.exec(headers["content-type"]?.trim() ?? "")?.[1]?.toLowerCase();
  const coding = (headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const isProtobuf = type === "application/x-protobuf";
  const isScim = type === "application/scim+json";
  const isKnown = type !== undefined && (!isProtobuf || kind === "otlp") && (!isScim || kind === "settings");
  if (!isKnown || !["identity", "gzip"].includes(coding)) throw new Refusal("unsupported_encoding");
  const name = isProtobuf ? "protobuf" : "json";
  const isCompressed = coding === "gzip";
  return {
    format: kind === "otlp" ? `otlp-${name}` : "json",
    isCompressed,
    encoding: isCompressed ? `${name}+gzip` : name,
  };
}

/** @throws Refusal `invalid_headers` when a request that has no body comes with one */
export function forbidBody(headers: IncomingHttpHeaders): void {
  const length = headers["content-length"] ?? "0";
  if (headers["transfer-encoding"] !== undefined || length !== "0") throw new Refusal("invalid_headers");
}
