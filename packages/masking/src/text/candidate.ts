import { endsWord, isWord, plain, startsWord } from "./characters";
import type { Group } from "./number-runs";

/** How far before a number a word counts that says what it is. */
const CONTEXT_LENGTH = 48;

/** A letter that closes a number: the K of a RUT, the check letter of a Spanish DNI. */
const SUFFIX = /(?:[ \u00a0]?[-\u2010-\u2015\u2212][ \u00a0]?)?([A-Za-z])(?![\p{L}\p{N}_])/uy;

/** Signs that make a part of an identifier, a path, a time or an amount of the number behind or before them. */
const BINDS_BEFORE = new Set([..."-./\\@$€£¥+"]);
const BINDS_AFTER = new Set([..."-./\\"]);

/** Groups of digits that may be one number. */
export class Candidate {
  readonly digits: string;
  readonly start: number;
  /** Behind the last digit, and behind the suffix. */
  readonly end: number;
  readonly suffixEnd: number;
  /** A single letter that closes the number, in upper case; else empty. */
  readonly suffix: string;
  private words: string | undefined;

  constructor(
    readonly text: string,
    readonly groups: readonly Group[],
    /** Where `+` or an opening bracket stands, or the first digit. */
    start: number,
    private readonly context: string,
  ) {
    this.digits = groups.map(({ digits }) => digits).join("");
    this.start = start;
    const last = groups.at(-1);
    this.end =
      last === undefined
        ? start
        : last.closes && groups.some(({ opens }) => opens) && text[last.end] === ")"
          ? last.end + 1
          : last.end;
    SUFFIX.lastIndex = this.end;
    const suffix = SUFFIX.exec(text)?.[1] ?? "";
    this.suffix = suffix.toUpperCase();
    this.suffixEnd = suffix === "" ? this.end : SUFFIX.lastIndex;
  }

  /** Lengths of the groups and their joints: `2.3.3-1` for 12.345.678-5. A comma counts as a full stop. */
  get shape(): string {
    return this.groups.map(({ joint, digits }) => `${joint === "," ? "." : joint}${digits.length}`).join("");
  }

  get hasPlus(): boolean {
    return (
      this.text[this.start] === "+" ||
      this.text[this.start] === "\uff0b" ||
      this.text.startsWith("(+", this.start)
    );
  }

  get hasBrackets(): boolean {
    return this.groups.some(({ opens, closes }) => opens || closes);
  }

  /** Lower-case words without accents before the number, and what the caller knows of it. */
  get before(): string {
    this.words ??= plain(
      `${this.context} ${this.text.slice(Math.max(0, this.start - CONTEXT_LENGTH), this.start)}`,
    );
    return this.words;
  }

  /** Whether words end before the number and behind `end`, as whole words do. */
  isWhole(end: number): boolean {
    return startsWord(this.text, this.start) && endsWord(this.text, end);
  }

  /** Whether it stands alone: it is no part of `ORD-20240115-7`, `1234567.pdf`, `10:20:30` or `$ 12.345`. */
  isFree(end: number): boolean {
    return !this.isBoundBefore() && !this.isBoundAfter(end);
  }

  private isBoundBefore(): boolean {
    const { text, start } = this;
    const sign = text[start - 1] ?? " ";
    if (sign === " ") return /[$€£¥] $/.test(text.slice(Math.max(0, start - 2), start));
    if (sign === ":") return isDigit(text.charCodeAt(start - 2));
    return (
      BINDS_BEFORE.has(sign) &&
      (sign === "$" || sign === "€" || sign === "£" || sign === "¥" || isWord(text.charCodeAt(start - 2)))
    );
  }

  private isBoundAfter(end: number): boolean {
    const { text } = this;
    const sign = text[end] ?? " ";
    if (sign === "%" || sign === "@" || sign === "€") return true;
    if (sign === ":") return isDigit(text.charCodeAt(end + 1));
    return BINDS_AFTER.has(sign) && isWord(text.charCodeAt(end + 1));
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
