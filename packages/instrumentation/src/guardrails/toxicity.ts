import { TOXIC_TERMS } from "./toxic-terms";

/** Letters behind the digits and signs that are written in their place. */
const DISGUISES: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

const TERMS = TOXIC_TERMS.map((term) => ({ term, words: ` ${normalized(term)} ` }));

/** Most texts contain none, which one look tells; one for each term takes longer than all the rest. */
const ANY_TERM = new RegExp(TERMS.map(({ words }) => words).join("|"));

/** The terms that a text contains, as whole words, however they are accented, capitalised, stretched ("idiooota") or
 *  disguised ("1d10ta"). A heuristic for what is crude; irony, hints and other languages pass it. */
export function toxicTerms(text: string): string[] {
  const words = ` ${normalized(text)} `;
  if (!ANY_TERM.test(words)) return [];
  return TERMS.filter((each) => words.includes(each.words)).map(({ term }) => term);
}

function normalized(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/(?<!n)\p{M}/gu, "")
    .normalize("NFC")
    .replace(/[\p{L}\p{N}@$!'’]+/gu, undisguised)
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/(\p{L})\1+/gu, "$1")
    .trim();
}

/** Numbers, prices and exclamations stay what they are: only within a word do signs stand for letters. */
function undisguised(word: string): string {
  if (!/[013457@$!]/.test(word)) return word;
  const [core = ""] = word.match(/^.*[^!]/u) ?? [];
  return /\p{L}/u.test(core) ? core.replace(/[013457@$!]/g, (sign) => DISGUISES[sign] ?? sign) : core;
}
