import { digitValue, isInvisible } from "./characters";

/** A group of digits, and what joins it to the group before it. */
export interface Group {
  readonly start: number;
  readonly end: number;
  /** ASCII, whatever script the text has. */
  readonly digits: string;
  /** One of `. - / ,` or a space; brackets count as spaces. Empty for the first group. */
  readonly joint: string;
  /** Whether the joint has white space or a bracket, so that a number may end before it and another start behind it. */
  readonly isLoose: boolean;
  /** Whether a bracket opens right before the group, or closes right behind it. */
  readonly opens: boolean;
  readonly closes: boolean;
}

/** The most groups that are looked at together; a longer run is a table, and is cut. */
const LONGEST_RUN = 256;

const DASHES = new Set([0x2d, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xfe63, 0xff0d]);
const SPACES = new Set([0x20, 0x09, 0xa0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200a, 0x202f, 0x3000]);
const LONGEST_JOINT = 8;

/** Groups of digits joined by what people write inside of numbers, from the digit at `start` on. */
export function readRun(text: string, start: number): readonly Group[] {
  const groups: Group[] = [];
  let joint: Joint = {
    end: start,
    sign: "",
    isLoose: false,
    opens: text[start - 1] === "(" || text.startsWith("(+", start - 2),
    closes: false,
  };
  while (groups.length < LONGEST_RUN) {
    const group = readGroup(text, joint);
    const next = readJoint(text, group.end);
    groups.push({ ...group, closes: next?.closes ?? text[group.end] === ")" });
    if (next === undefined) break;
    joint = next;
  }
  return groups;
}

function readGroup(text: string, { end: start, sign, isLoose, opens }: Joint): Group {
  const end = asciiEnd(text, start);
  const next = text.charCodeAt(end);
  if (next < 0x80 && next !== 0xad)
    return { start, end, digits: text.slice(start, end), joint: sign, isLoose, opens, closes: false };
  return { start, ...anyDigits(text, start), joint: sign, isLoose, opens, closes: false };
}

/** Behind the ASCII digits from `start` on. */
export function asciiEnd(text: string, start: number): number {
  let end = start;
  for (let code = text.charCodeAt(end); code >= 0x30 && code <= 0x39; code = text.charCodeAt(end)) end++;
  return end;
}

/** Digits of any script, with what is invisible between them. */
function anyDigits(text: string, start: number): { readonly digits: string; readonly end: number } {
  const values: number[] = [];
  let end = start;
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const value = digitValue(code);
    if (value >= 0) {
      values.push(value);
      end = index + 1;
    } else if (!isInvisible(code)) break;
  }
  return { digits: values.join(""), end };
}

interface Joint {
  readonly end: number;
  readonly sign: string;
  readonly isLoose: boolean;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** What joins the group that ends at `start` to the next one; nothing if no digit follows. */
function readJoint(text: string, start: number): Joint | undefined {
  const next = text.charCodeAt(start);
  if (isWordAscii(next)) return undefined;
  const seen = { sign: "", spaces: 0, lines: 0, opens: false, closes: false };
  for (let index = start; index < text.length && index < start + LONGEST_JOINT; index++) {
    const code = text.charCodeAt(index);
    if (digitValue(code) >= 0) return index === start ? undefined : joint(seen, index);
    if (!read(code, seen)) return undefined;
  }
  return undefined;
}

/** Letters, which end a run at once. */
function isWordAscii(code: number): boolean {
  return code >= 0x41 && code <= 0x7a;
}

interface Seen {
  sign: string;
  spaces: number;
  lines: number;
  opens: boolean;
  closes: boolean;
}

/** Takes one character of a joint; false if none has it there. */
function read(code: number, seen: Seen): boolean {
  if (SPACES.has(code)) return seen.spaces++ < 4;
  if (isInvisible(code)) return true;
  if (code === 0x0a || code === 0x0d) return code === 0x0d || seen.lines++ === 0;
  if (code === 0x28 || code === 0x29) return readBracket(code === 0x28, seen);
  const sign = signOf(code);
  if (sign === "" || seen.sign !== "") return false;
  seen.sign = sign;
  return true;
}

function readBracket(opens: boolean, seen: Seen): boolean {
  if (seen.opens || (!opens && seen.closes)) return false;
  if (opens) seen.opens = true;
  else seen.closes = true;
  return true;
}

function signOf(code: number): string {
  if (DASHES.has(code)) return "-";
  if (code === 0x2e || code === 0xff0e || code === 0xb7) return ".";
  if (code === 0x2c || code === 0xff0c) return ",";
  return code === 0x2f || code === 0xff0f ? "/" : "";
}

function joint({ sign, spaces, lines, opens, closes }: Seen, end: number): Joint | undefined {
  const isLoose = spaces > 0 || lines > 0 || opens || closes;
  // A comma or a full stop with a space behind it ends a sentence or an item, not a group.
  if (isLoose && (sign === "," || sign === "." || sign === "/")) return undefined;
  return { end, sign: sign || (isLoose ? " " : ""), isLoose, opens, closes };
}
