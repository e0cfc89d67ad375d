import { isWord, startsWord } from "../../text/characters";
import type { Detector } from "../../text/spans";

/** `{"` in base64: how the header of a token starts, and the payload of most. */
const ANCHOR = "eyJ";
const PART = /[A-Za-z0-9_-]*/y;
const SHORTEST_PART = 8;

/** JSON web tokens, signed, encrypted or without a signature. A part without a dot behind it is read once. */
export const jsonWebTokens: Detector = (text, _context, found) => {
  for (let start = text.indexOf(ANCHOR); start >= 0; ) {
    const header = partEnd(text, start);
    const end = isAfterWord(text, start) ? -1 : tokenEnd(text, start, header);
    if (end > 0) found(start, end, "token");
    start = text.indexOf(ANCHOR, Math.max(end, header));
  }
};

function isAfterWord(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  return before !== 0x5f && isWord(before) && !startsWord(text, start);
}

function tokenEnd(text: string, start: number, header: number): number {
  if (header - start < SHORTEST_PART || text[header] !== ".") return -1;
  const ends = [header];
  for (let end = header; text[end] === "." && ends.length < 5; ) {
    end = partEnd(text, end + 1);
    ends.push(end);
  }
  const payload = (ends[1] ?? 0) - header - 1;
  const isToken = payload >= SHORTEST_PART || ends.length === 5;
  return isToken ? (ends.at(-1) ?? -1) : -1;
}

function partEnd(text: string, start: number): number {
  PART.lastIndex = start;
  PART.test(text);
  return PART.lastIndex;
}
