import type { Engine, Place } from "../engine";
import type { Tally } from "../tally";
import { rewriteJson } from "./rewrite";

/** Members of an API's own, such as `batch[].body.traceId`: ids, times, types. Their numbers are left alone. */
export type ApiPaths = readonly string[];

interface ApiPlace extends Place {
  /** How one gets here from the root; undefined below what people wrote. */
  readonly path: string;
}

/** A JSON document, masked in place; undefined if it is none. */
export function maskApiJson(
  text: string,
  paths: ApiPaths,
  { engine, tally }: { engine: Engine; tally: Tally },
) {
  const structural = new Set(paths);
  return rewriteJson<ApiPlace>(text, {
    root: { key: "", isStructural: false, path: "" },
    element: (parent) => (structural.size === 0 ? parent : { ...parent, path: `${parent.path}[]` }),
    member: (parent, key) => {
      if (structural.size === 0) return { key, isStructural: false, path: "" };
      const path = parent.path === "" ? key : `${parent.path}.${key}`;
      return { key, isStructural: structural.has(path), path };
    },
    name: (name) => engine.name(name, tally),
    string: (value, place) => engine.string(value, place, tally),
    number: (literal, place) => engine.number(literal, place, tally),
  });
}
