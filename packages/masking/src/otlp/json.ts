import type { Engine, Place } from "../engine";
import { rewriteJson } from "../json/rewrite";
import type { Tally } from "../tally";
import { attributePlace, maskBytes } from "./attributes";

/** Members of spans and their kin that hold no text: ids, times, counts, enumerations. */
const STRUCTURAL_MEMBERS = new Set([
  ..."traceId spanId parentSpanId kind flags code schemaUrl startTimeUnixNano endTimeUnixNano timeUnixNano".split(
    " ",
  ),
  ..."droppedAttributesCount droppedEventsCount droppedLinksCount".split(" "),
]);

/** Members that wrap a value without saying anything of it. */
const WRAPPERS = new Set(
  ["string", "int", "double", "bool", "bytes", "array", "kvlist"].flatMap((type) => [
    `${type}Value`,
    `${type}_value`,
  ]),
);

interface OtlpPlace extends Place {
  /** The wrapper or member the value stands in. */
  readonly member: string;
  readonly isInValue: boolean;
  /** The key of the attribute whose members stand here, once it was read. */
  readonly attribute: { key?: string };
}

/** OTLP's JSON form, of a whole request or of an array of its resource spans; undefined if it is no JSON. */
export function maskOtlpJson(text: string, engine: Engine, tally: Tally): string | undefined {
  const root = { key: "", isStructural: false, member: "", isInValue: false, attribute: {} };
  return rewriteJson<OtlpPlace>(text, {
    root,
    element: (parent) => ({ ...parent, attribute: {} }),
    member(parent, name, sibling) {
      if (name === "value") return valuePlace(engine, parent, parent.attribute.key ?? sibling("key") ?? "");
      if (parent.isInValue && (WRAPPERS.has(name) || name === "values"))
        return { ...parent, member: name, attribute: {} };
      const isStructural = !parent.isInValue && STRUCTURAL_MEMBERS.has(name);
      const key = name === "key" ? "" : parent.isInValue ? parent.key : name;
      return { ...parent, key, member: name, isStructural };
    },
    name: (name, { member, isInValue }) =>
      isInValue || !/^[a-z]+[A-Za-z_]*$/.test(member) ? engine.name(name, tally) : name,
    string(value, place) {
      if (place.member === "key") {
        place.attribute.key = engine.name(value, tally);
        return place.attribute.key;
      }
      if (isWrapper(place, "int")) return engine.number(value, place, tally) ?? value;
      if (isWrapper(place, "bytes")) return base64(value, place);
      return engine.string(value, place, tally);
    },
    number: (literal, place) => engine.number(literal, place, tally),
    renamed: ({ member }) => (/^(?:int|double)Value$/.test(member) ? "stringValue" : undefined),
  });

  function base64(value: string, place: OtlpPlace): string {
    const masked = maskBytes(Buffer.from(value, "base64"), place, { engine, tally });
    if (masked === undefined) return value;
    return (masked.bytes ?? Buffer.from(masked.label)).toString("base64");
  }
}

function valuePlace(engine: Engine, parent: OtlpPlace, key: string): OtlpPlace {
  const place = parent.isInValue ? { key, isStructural: false } : attributePlace(engine, key);
  return { ...place, member: "value", isInValue: true, attribute: {} };
}

function isWrapper({ member, isInValue }: OtlpPlace, type: string): boolean {
  return isInValue && (member === `${type}Value` || member === `${type}_value`);
}
