import { endsEscape, isInvisible, isWord } from "../text/characters";
import type { Detector } from "../text/spans";

/** What may stand between the two halves of an address: as typed, escaped in JSON, in a URL, in HTML, full-width. */
const AT_SIGNS = ["@", "\\u0040", "%40", "&#64;", "&#x40;", "\uff20"] as const;

/** RFC 5321 says 64; more is somebody testing us. */
const LONGEST_LOCAL = 256;
const LONGEST_DOMAIN = 255;

const LOCAL = new Uint8Array(128);
for (const character of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz.!$%'*+-^~")
  LOCAL[character.charCodeAt(0)] = 1;

/** Labels of letters, digits and hyphens of any script, the last without digits, or in Punycode; or an address in
 *  brackets. Sticky: it is asked at one place. */
const DOMAIN =
  /\[(?:IPv6:[\da-f:.]{2,45}|\d{1,3}(?:\.\d{1,3}){3})\]|(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_-]{0,61}[\p{L}\p{N}\p{M}])?[.\u3002\uff0e]){1,8}(?:xn--[a-z\d-]{2,59}|[\p{L}\p{M}]{2,24})(?![\p{L}\p{N}])/iuy;

/** An address that was wrapped right behind its @, also where the line break is an escape. */
const WRAPPED = /(?:\r?\n|(?:\\r)?\\n)[ \t]*/y;

/** `logo@2x.png`, `react@18.3.0-canary.next`: images for dense screens, and versions of packages. */
const NO_DOMAIN =
  /^(?:v?\d+(?:\.\d+)+[-+.]|\dx\.)|\.(?:png|jpe?g|gif|webp|avif|svg|ico|bmp|css|jsx?|tsx?|mjs|json|html?|xml|ya?ml|txt|log|csv)$/i;

/** Addresses of e-mail. Anchored at the at sign: what has none costs one native search. */
export const email: Detector = (text, _context, found) => {
  for (const sign of AT_SIGNS) {
    let end = 0;
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + sign.length)) {
      const domainEnd = domainEndAt(text, at + sign.length);
      if (domainEnd < 0) continue;
      const start = localStart(text, at, end);
      if (start === at || isRemote(text, start, at, domainEnd)) continue;
      found(start, domainEnd, "email");
      end = domainEnd;
    }
  }
};

/** Where the local part starts that ends at `at`; `at` itself if there is none. */
function localStart(text: string, at: number, from: number): number {
  if (text.charCodeAt(at - 1) === 0x22) return quotedStart(text, at, from);
  const lowest = Math.max(from, at - LONGEST_LOCAL);
  let start = at;
  while (start > lowest && isLocal(text.charCodeAt(start - 1))) start--;
  while (start < at && !isWord(text.charCodeAt(start))) start++;
  return pastEscape(text, start, at);
}

function isLocal(code: number): boolean {
  return code < 128 ? LOCAL[code] === 1 : isWord(code) || isInvisible(code);
}

/** Steps over the end of an escape that the local part would swallow: the `n` of `\nana@…`, the `20` of `%20ana@…`. */
function pastEscape(text: string, start: number, at: number): number {
  if (text.charCodeAt(start - 1) !== 0x5c && text.charCodeAt(start - 1) !== 0x25) return start;
  for (const length of [1, 2, 3, 5])
    if (start + length < at && endsEscape(text, start + length)) return start + length;
  return start;
}

/** `"ana maria"@example.com`: rare, legal. */
function quotedStart(text: string, at: number, from: number): number {
  const open = text.lastIndexOf('"', at - 2);
  const isQuoted =
    open >= Math.max(from, at - LONGEST_LOCAL) && open < at - 2 && !text.slice(open, at).includes("\n");
  return isQuoted ? open : at;
}

function domainEndAt(text: string, start: number): number {
  DOMAIN.lastIndex = start;
  if (!DOMAIN.test(text)) {
    WRAPPED.lastIndex = start;
    if (!WRAPPED.test(text)) return -1;
    DOMAIN.lastIndex = WRAPPED.lastIndex;
    if (!DOMAIN.test(text)) return -1;
  }
  const end = DOMAIN.lastIndex;
  return end - start > LONGEST_DOMAIN || NO_DOMAIN.test(text.slice(start, end)) ? -1 : end;
}

/** `git@github.com:owner/repository` names a repository, and nobody. */
function isRemote(text: string, start: number, at: number, end: number): boolean {
  return text.charCodeAt(end) === 0x3a && text.slice(start, at) === "git" && isWord(text.charCodeAt(end + 1));
}
