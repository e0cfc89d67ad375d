import { endsWord, isWord } from "./characters";
import type { Words } from "./context";
import type { Group } from "./number-runs";
import type { ShapeKey } from "./shape";

/** A letter that closes a number: the K of a RUT, the check letter of a Spanish DNI. */
const SUFFIX = /(?:[ \u00a0]?[-\u2010-\u2015\u2212][ \u00a0]?\r?\n?)?([A-Za-z])(?![\p{L}\p{N}_])/uy;

/** Signs that make a part of an identifier or a path of the number behind or before them. */
const BINDS_BEFORE = new Set([..."-./\\@+"]);
const BINDS_AFTER = new Set([..."-./\\"]);
const MONEY = new Set([..."$€£¥"]);

/** Groups of digits that may be one number. Everything that costs is computed when it is asked for. */
export class Candidate {
  private allDigits: string | undefined;

  constructor(
    readonly text: string,
    readonly groups: readonly Group[],
    readonly shape: ShapeKey,
    /** Where `+` or an opening bracket stands, or the first digit. */
    readonly start: number,
    /** The words before it. */
    readonly context: Words,
  ) {}

  get digits(): string {
    this.allDigits ??= this.groups.reduce((digits, group) => digits + group.digits, "");
    return this.allDigits;
  }

  /** Behind the last digit. */
  get end(): number {
    return this.groups.at(-1)?.end ?? this.start;
  }

  /** A single letter that closes the number, in upper case, and where it ends. */
  get suffix(): { readonly letter: string; readonly end: number } | undefined {
    SUFFIX.lastIndex = this.end;
    const letter = SUFFIX.exec(this.text)?.[1];
    return letter === undefined ? undefined : { letter: letter.toUpperCase(), end: SUFFIX.lastIndex };
  }

  /** Whether an area code stands in brackets: `(2) 2345 6789`. */
  get hasArea(): boolean {
    return this.groups.slice(0, -1).some(({ opens, closes }) => opens && closes);
  }

  /** Whether a word ends behind `end`; that one may start before the number is known already. */
  isWhole(end: number): boolean {
    return endsWord(this.text, end);
  }

  /** Whether it stands alone: it is no part of `ORD-20240115-7`, `1234567.pdf`, `10:20:30` or `$ 12.345`. */
  isFree(end: number): boolean {
    return !this.isBoundBefore() && !this.isBoundAfter(end);
  }

  /** The same of a number with a check digit: between the slashes of a path it is free. */
  isFreeOrInPath(end: number): boolean {
    const [before, after] = [this.text[this.start - 1], this.text[end]];
    return (before === "/" || !this.isBoundBefore()) && (after === "/" || !this.isBoundAfter(end));
  }

  private isBoundBefore(): boolean {
    const { text, start } = this;
    const sign = text[start - 1] ?? " ";
    if (sign === " " || sign === "\u00a0") return MONEY.has(text[start - 2] ?? " ");
    if (sign === ":") return isDigit(text.charCodeAt(start - 2));
    return MONEY.has(sign) || (BINDS_BEFORE.has(sign) && isWord(text.charCodeAt(start - 2)));
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
