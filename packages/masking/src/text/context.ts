import { isAsciiLetter, plain } from "./characters";

/** How far before a number a word counts that says what it is, and how many words do. */
const REACH = 48;
const MOST_WORDS = 10;
/** How far the word right before a number may be, as in `order no.: #…`. */
const NEXT_TO = 5;

/** The words before a place, the nearest first, lower-case and without accents and full stops. */
export interface Words {
  readonly words: readonly string[];
  /** Whether the nearest one stands right before the place. */
  readonly isNextTo: boolean;
}

const NO_WORDS: Words = { words: [], isNextTo: false };

/** Reads the words before places of one text. Between digits there are none: it remembers where it read last. */
export class Context {
  private anchor = -1;
  private letter = -1;
  private seenUpTo = 0;
  /** The words that were read last, the nearest first, and how far the text was read for them. */
  private recent: readonly Word[] = [];
  private readUpTo = 0;
  private near = NO_WORDS;
  private far = NO_WORDS;
  private readonly keyWords: readonly string[];

  constructor(
    private readonly text: string,
    /** Name of the member the text stands in; its words count as if they stood before the text. */
    key: string,
  ) {
    this.keyWords = key === "" ? [] : wordsIn(key.replace(/([a-z\d])([A-Z])/g, "$1 $2"));
  }

  /** The same object for the same words. */
  before(place: number): Words {
    const anchor = this.lastLetter(place);
    const lowest = place - REACH;
    if (anchor < lowest || (anchor < 0 && this.keyWords.length === 0)) return NO_WORDS;
    if (anchor !== this.anchor || this.near === NO_WORDS) {
      this.anchor = anchor;
      const words = this.wordsUpTo(anchor);
      this.near = { words, isNextTo: true };
      this.far = { words, isNextTo: false };
    }
    return place - anchor <= NEXT_TO ? this.near : this.far;
  }

  /** Where the last letter before `place` is, -1 for none. Places come in order: nothing is read twice. */
  private lastLetter(place: number): number {
    if (place < this.seenUpTo) this.seenUpTo = 0;
    let index = place - 1;
    while (index >= this.seenUpTo && !isLetter(this.text.charCodeAt(index))) index--;
    if (index >= this.seenUpTo) this.letter = index;
    else if (this.seenUpTo === 0) this.letter = -1;
    this.seenUpTo = place;
    return this.letter;
  }

  /** The words up to the letter at `anchor`; what was read for the place before is not read again. */
  private wordsUpTo(anchor: number): readonly string[] {
    const lowest = Math.max(0, anchor + 1 - REACH);
    if (anchor < this.readUpTo) this.recent = [];
    const from = this.recent.length > 0 ? Math.max(lowest, this.readUpTo) : lowest;
    // One character more, so that the letters before a digit are told from a word.
    const fresh = readWords(this.text.slice(from, anchor + 2), from);
    const still = this.recent.filter(({ at }) => at >= lowest);
    this.recent = [...fresh, ...still].slice(0, MOST_WORDS);
    this.readUpTo = anchor + 1;
    const words = this.recent.map(({ word }) => word);
    return lowest === 0 ? [...words, ...this.keyWords] : words;
  }
}

function isLetter(code: number): boolean {
  return code < 128 ? isAsciiLetter(code) : code >= 0xaa && code < 0x2000 && code !== 0xb7;
}

/** The last words of a text, the last one first. Letters next to digits are no word: they are of a hash. A full stop
 *  between letters belongs to an abbreviation such as `r.u.t.`, and is left out. */
export function wordsIn(text: string): readonly string[] {
  return readWords(text, 0).map(({ word }) => word);
}

interface Word {
  readonly word: string;
  /** Where it starts. */
  readonly at: number;
}

function readWords(text: string, offset: number): readonly Word[] {
  const simple = isAscii(text) ? text.toLowerCase() : plain(text);
  const words: Word[] = [];
  let end = simple.length;
  while (end > 0 && words.length < MOST_WORDS) {
    if (!isPart(simple.charCodeAt(end - 1))) {
      end--;
      continue;
    }
    const start = wordStart(simple, end);
    if (!isDigit(simple.charCodeAt(start - 1)) && !isDigit(simple.charCodeAt(end))) {
      const word = simple.slice(start, end);
      words.push({ word: word.includes(".") ? word.replaceAll(".", "") : word, at: offset + start });
    }
    end = start;
  }
  return words;
}

function wordStart(text: string, end: number): number {
  let start = end - 1;
  while (start > 0 && (isPart(text.charCodeAt(start - 1)) || isInnerStop(text, start - 1))) start--;
  return start;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** Lower-case letters, and the degree sign of `n°`. */
function isPart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || code === 0xb0 || code === 0xba;
}

function isInnerStop(text: string, index: number): boolean {
  return text.charCodeAt(index) === 0x2e && isPart(text.charCodeAt(index - 1));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
