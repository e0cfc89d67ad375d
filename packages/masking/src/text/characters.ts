/** What a character is to the detectors, by UTF-16 code unit; a table for ASCII, a few ranges beyond it. */
const WORD = new Uint8Array(128);
for (const character of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
  WORD[character.charCodeAt(0)] = 1;

const LETTER_BEYOND_ASCII = /[\p{L}\p{N}\p{M}]/u;

/** Letters, digits and `_`, of any script. Half of a surrogate pair is none: emoji do not glue words together. */
export function isWord(code: number): boolean {
  if (code < 128) return WORD[code] === 1;
  return code >= 0xaa && LETTER_BEYOND_ASCII.test(String.fromCharCode(code));
}

export function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a && code < 128;
}

/** The value of a decimal digit, also full-width, Arabic-Indic, Persian and Devanagari; -1 for anything else. */
export function digitValue(code: number): number {
  if (code < 128) return code >= 0x30 && code <= 0x39 ? code - 0x30 : -1;
  for (const zero of [0xff10, 0x0660, 0x06f0, 0x0966])
    if (code >= zero && code <= zero + 9) return code - zero;
  return -1;
}

/** Characters without width, which people paste unknowingly and others put between digits on purpose. */
export function isInvisible(code: number): boolean {
  return code === 0xad || (code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff;
}

/** Characters that a JSON or source escape such as `\n` ends with: they belong to what stands before them. */
const ESCAPED = new Set([..."nrtbfv0"].map((character) => character.charCodeAt(0)));

/** Whether a word can start at `index`: nothing of a word stands before it, except the end of an escape such as the
 *  `n` of a `\n` or the `000a` of a `\u000a` in JSON that lies in a text as text. */
export function startsWord(text: string, index: number): boolean {
  if (index === 0 || !isWord(text.charCodeAt(index - 1))) return true;
  return endsEscape(text, index);
}

/** Whether an escape (`\n`, `\u000a`, `\x0a`, `%0A`) ends right before `index`. */
export function endsEscape(text: string, index: number): boolean {
  const before = (distance: number) => text.charCodeAt(index - distance);
  if (index >= 2 && before(2) === 0x5c && ESCAPED.has(before(1))) return true;
  if (index >= 6 && before(6) === 0x5c && before(5) === 0x75)
    return /^[0-9a-f]{4}$/i.test(text.slice(index - 4, index));
  if (index >= 4 && before(4) === 0x5c && before(3) === 0x78)
    return /^[0-9a-f]{2}$/i.test(text.slice(index - 2, index));
  return (
    index >= 3 && before(3) === 0x25 && /^(20|0a|0d|09|3a|3d|2b|22)$/i.test(text.slice(index - 2, index))
  );
}

export function endsWord(text: string, index: number): boolean {
  return index >= text.length || !isWord(text.charCodeAt(index));
}

/** Lower case, without accents, `_` as a space. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\0-\x7f]/g, withoutAccent)
    .replaceAll("_", " ");
}

const bare = new Map<string, string>();

function withoutAccent(letter: string): string {
  const known = bare.get(letter);
  if (known !== undefined) return known;
  const simple = letter.normalize("NFD").replace(/\p{M}/gu, "");
  if (bare.size < 1000) bare.set(letter, simple);
  return simple;
}
