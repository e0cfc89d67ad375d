import { isUtf8 } from "node:buffer";
import type { Engine, Place } from "../engine";
import type { Tally } from "../tally";

/** The place of an attribute's value. */
export function attributePlace(engine: Engine, key: string): Place {
  return { key, isStructural: engine.isStructural(key) };
}

/** Bytes as they go out: text is masked as text; anything else nobody can look into, and it becomes a label. */
export function maskBytes(
  bytes: Uint8Array,
  place: Place,
  { engine, tally }: { engine: Engine; tally: Tally },
) {
  if (!isUtf8(bytes)) return { label: engine.opaque(tally) };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const masked = engine.string(text, place, tally) ?? "";
  return masked === text ? undefined : { bytes: Buffer.from(masked, "utf8") };
}
