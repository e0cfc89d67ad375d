import type { Random } from "./random";
import { prose } from "./sentences";

/** How a text arrives. */
export const WRAPPINGS = ["plain", "json", "escaped", "after-escape", "split", "unicode"] as const;
export type Wrapping = (typeof WRAPPINGS)[number];

/** Breaks a value over two lines where editors and mail programs break it; values without such a place stay whole. */
export function split(value: string): string {
  const places = [...value.matchAll(/[ -](?=\d{2,}|[\dkK]$)|@/g)].map(({ index }) => index);
  const last = places.at(-1);
  if (last === undefined) return value;
  const head = value.slice(0, last + 1).trimEnd();
  return `${head}\n${value.slice(last + 1)}`;
}

/** The text in its wrapping. What is JSON stays JSON only if the masker reads it as such. */
export function wrap(random: Random, wrapping: Wrapping, text: string): string {
  switch (wrapping) {
    case "plain":
      return text;
    case "json":
      return JSON.stringify({
        messages: [{ role: "user", content: text }],
        temperature: 0.2,
        seed: random.int(0, 9e9),
      });
    case "escaped":
      return JSON.stringify({ input: JSON.stringify({ messages: [{ content: `a\t"b"\n${text}` }] }) });
    case "after-escape":
      return JSON.stringify({
        content: `${random.pick(["\n", "\t", "\r\n", '"', "\\"])}${text}\n`,
      }).replaceAll("@", "\\u0040");
    case "split":
      return `${prose(random, 40)}\n${text}\n${prose(random, 40)}`;
    case "unicode":
      return `${random.pick(["🧑‍💻 ", "Niño ", "日本語 ", "é", "\ufeff", "𝒜 "])} ${text} ${random.pick(["✅", "…", "ñ", "你好"])}`;
  }
}
