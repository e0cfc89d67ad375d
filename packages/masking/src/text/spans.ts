/** What a detector found: `text.slice(start, end)` is of the class `name`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** Reports a finding. */
export type Found = (start: number, end: number, name: string) => void;

/** Finds values of one kind in a text; `context` are words that stand before it, such as the key of a member. */
export type Detector = (text: string, context: string, found: Found) => void;

/** Findings without overlaps, in order. What overlaps becomes one, so that no rest of it stays behind, and is called
 *  what ranks first in `ranks`, the longest when equal. */
export function merge(spans: Span[], rank: (name: string) => number): readonly Span[] {
  if (spans.length < 2) return spans;
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else merged[merged.length - 1] = union(last, span, rank);
  }
  return merged;
}

function union(a: Span, b: Span, rank: (name: string) => number): Span {
  // Without its local part, an address is a host: `user:password@host` is no address, and the host stays.
  if (b.name === "email" && b.start > a.start && rank(a.name) < rank("email")) return a;
  const difference = rank(a.name) - rank(b.name);
  const first = difference < 0 || (difference === 0 && a.end - a.start >= b.end - b.start) ? a : b;
  return { start: a.start, end: Math.max(a.end, b.end), name: first.name };
}

/** The text with every finding replaced. */
export function replace(text: string, spans: readonly Span[], label: (span: Span) => string): string {
  const parts: string[] = [];
  let end = 0;
  for (const span of spans) {
    parts.push(text.slice(end, span.start), label(span));
    end = span.end;
  }
  parts.push(text.slice(end));
  return parts.join("");
}
