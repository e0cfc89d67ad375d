import { isAsciiLetter, plain } from "./characters";

/** How far before a number a word counts that says what it is, and how many words do. */
const REACH = 48;
const MOST_WORDS = 10;
/** How far the word right before a number may be, as in `order no.: #…`. */
const NEXT_TO = 5;

/** Letters between digits are none: they are of a hash. */
const WORD = /(?<![a-z\d])[a-z]+(?:\.[a-z]+)*(?![a-z\d])|n[°º]/g;

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

  private wordsUpTo(anchor: number): readonly string[] {
    const start = Math.max(0, anchor + 1 - REACH);
    // One character more, so that the letters before a digit are told from a word.
    const words = wordsIn(this.text.slice(start, anchor + 2));
    return start === 0 ? [...words, ...this.keyWords] : words;
  }
}

function isLetter(code: number): boolean {
  return code < 128 ? isAsciiLetter(code) : code >= 0xaa && code < 0x2000 && code !== 0xb7;
}

/** The last words of a text, the last one first. */
export function wordsIn(text: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is ASCII needs no accents removed.
  const simple = /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : plain(text);
  const words = simple.match(WORD) ?? [];
  return words
    .slice(-MOST_WORDS)
    .reverse()
    .map((word) => word.replaceAll(".", ""));
}
