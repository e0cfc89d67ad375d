/** Anything that JSON can say. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | Block;

/** An object in JSON. */
export interface Block {
  readonly [key: string]: Json;
}

/** Whether it is an object. */
export function isBlock(value: Json): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text, number or truth at a path, as text; nothing where there is none. */
export function scalarAt(value: Json, path: string): string | undefined {
  const found = path.split(".").reduce<Json>((at, key) => (isBlock(at) ? at[key] : undefined), value);
  return ["string", "number", "boolean"].includes(typeof found) ? String(found) : undefined;
}
