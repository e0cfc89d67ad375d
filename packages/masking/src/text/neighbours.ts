import type { Scanner } from "./scanner";
import type { Span } from "./spans";

/** Farther from a label than this, nothing reads differently because of it: the longest of what is looked for whose
 *  start says nothing of it, and the words before it. */
const REACH = 640;

/** Where the labels of `spans` stand in the masked text, with what is around them; what overlaps is one. */
function neighbourhoods(masked: string, spans: readonly Span[], label: (span: Span) => string) {
  const found: { start: number; end: number }[] = [];
  let shift = 0;
  for (const span of spans) {
    const length = label(span).length;
    const at = span.start + shift;
    shift += length - (span.end - span.start);
    const [start, end] = [wordStart(masked, at - REACH), Math.min(masked.length, at + length + REACH)];
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else found.push({ start, end });
  }
  return found;
}

/** Whether nothing more is found around the labels that stand for `spans` in the masked text: a long text is not read
 *  twice for a few of them. False also where they are so many that it had better be read as a whole. */
export function isQuiet(
  masked: string,
  spans: readonly Span[],
  label: (span: Span) => string,
  scan: Scanner,
): boolean {
  const places = neighbourhoods(masked, spans, label);
  const total = places.reduce((sum, { start, end }) => sum + end - start, 0);
  return (
    total < masked.length / 2 &&
    places.every(({ start, end }) => scan(masked.slice(start, end), "").length === 0)
  );
}

/** The start of a word near `index`, so that none is cut in two. */
function wordStart(text: string, index: number): number {
  return index <= 0 ? 0 : Math.max(0, text.lastIndexOf(" ", index));
}
