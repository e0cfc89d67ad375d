import type { Detector } from "../text/spans";

const HEADER = /data:[\w.+-]{0,64}\/?[\w.+-]{0,64}(?:;[\w-]{1,32}=[\w"'.-]{0,64}){0,4};base64,/y;
const BODY = /(?:[A-Za-z0-9+/=_-]|\\?\/|%[0-9A-F]{2}|\\[nr]|\r?\n[ \t]?(?=[A-Za-z0-9+/]{16}))*/y;

/** Data URIs in base64: pictures, sounds and documents in the middle of a text. */
export const media: Detector = (text, _context, found) => {
  for (let start = text.indexOf("data:"); start >= 0; start = text.indexOf("data:", start + 5)) {
    HEADER.lastIndex = start;
    if (!HEADER.test(text)) continue;
    BODY.lastIndex = HEADER.lastIndex;
    BODY.test(text);
    found(start, BODY.lastIndex, "media");
    start = BODY.lastIndex;
  }
};
