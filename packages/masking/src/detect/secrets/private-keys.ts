import type { Detector } from "../../text/spans";

const BEGIN = "-----BEGIN ";
const HEADER = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
const FOOTER = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;

/** What is left of a key whose end was cut off: base64, line breaks and their escapes. */
const BODY = /(?:[A-Za-z0-9+/=\s:,-]|\\[nr])*/y;

/** Private keys in PEM and PGP armour, also on one line with escapes, also without their end. */
export const privateKeys: Detector = (text, _context, found) => {
  for (let start = text.indexOf(BEGIN); start >= 0; start = text.indexOf(BEGIN, start + BEGIN.length)) {
    HEADER.lastIndex = start;
    if (!HEADER.test(text)) continue;
    const end = keyEnd(text, HEADER.lastIndex);
    found(start, end, "token");
    start = end - BEGIN.length;
  }
};

/** Looks no further than where the next key starts, so that many beginnings without an end cost one pass. */
function keyEnd(text: string, start: number): number {
  const next = text.indexOf(BEGIN, start);
  const footer = FOOTER.exec(text.slice(start, next < 0 ? undefined : next));
  if (footer !== null) return start + footer.index + footer[0].length;
  BODY.lastIndex = start;
  BODY.test(text);
  return BODY.lastIndex;
}
