import { Engine, NOWHERE } from "./engine";
import { type ApiPaths, maskApiJson } from "./json/api";
import { attributePlace } from "./otlp/attributes";
import { maskOtlpJson } from "./otlp/json";
import { maskOtlpProtobuf } from "./otlp/protobuf";
import { MASKING_ERROR, type MaskingPolicy, resolvePolicy } from "./policy";
import { Tally } from "./tally";
import { maskValue } from "./value";

/** What became of a whole document. Only `masked` may be sent on. */
export type MaskedDocument<Body> =
  | { readonly outcome: "masked"; readonly body: Body }
  /** It is not of the format: the sender's fault. */
  | { readonly outcome: "malformed" }
  /** It could not be masked: ours. */
  | { readonly outcome: "failed" };

/** Replaces personal data and secrets by labels. Nothing here throws: a value that cannot be processed becomes
 *  `[MASKING_ERROR]` and is counted in the tally, and masking twice is masking once. */
export interface Masker {
  /** A text; JSON in it, also in strings of it, is read as JSON and stays JSON. `null` is what a user's id becomes
   *  where the policy drops it. */
  text(text: string, tally?: Tally): string;
  /** Any JavaScript value, nested or not; parts without a change are shared with the original. */
  value(value: unknown, tally?: Tally): unknown;
  /** The value of an OpenTelemetry attribute: structural keys and the user's id are known by their names. */
  attribute(key: string, value: unknown, tally?: Tally): unknown;
  /** A JSON document of an HTTP API, rewritten in place. `paths` name its structural members. */
  json(document: string, paths?: ApiPaths, tally?: Tally): MaskedDocument<string>;
  /** An OTLP trace request in JSON, or an array of its resource spans. */
  otlpJson(document: string, tally?: Tally): MaskedDocument<string>;
  /** An OTLP trace request in protocol buffers. */
  otlpProtobuf(document: Uint8Array, tally?: Tally): MaskedDocument<Uint8Array>;
}

/** A masker by a policy; it keeps no state between calls beyond caches.
 *  @throws Error that names every field of the policy that is wrong */
export function createMasker(policy: MaskingPolicy = {}): Masker {
  const engine = new Engine(resolvePolicy(policy));
  return {
    text: (text, tally = new Tally()) => single(tally, () => String(engine.string(text, NOWHERE, tally))),
    value: (value, tally = new Tally()) => single(tally, () => maskValue(value, NOWHERE, { engine, tally })),
    attribute: (key, value, tally = new Tally()) =>
      single(tally, () => maskValue(value, attributePlace(engine, key), { engine, tally })),
    json: (text, paths = [], tally = new Tally()) =>
      document(tally, () => maskApiJson(text, paths, { engine, tally })),
    otlpJson: (text, tally = new Tally()) => document(tally, () => maskOtlpJson(text, engine, tally)),
    otlpProtobuf: (bytes, tally = new Tally()) =>
      document(tally, () => maskOtlpProtobuf(bytes, engine, tally)),
  };
}

function single<Value>(tally: Tally, mask: () => Value): Value | typeof MASKING_ERROR {
  try {
    return mask();
  } catch {
    tally.failed++;
    return MASKING_ERROR;
  }
}

function document<Body>(tally: Tally, mask: () => Body | undefined): MaskedDocument<Body> {
  try {
    const body = mask();
    return body === undefined ? { outcome: "malformed" } : { outcome: "masked", body };
  } catch {
    tally.failed++;
    return { outcome: "failed" };
  }
}
