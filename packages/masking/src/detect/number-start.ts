import type { Group } from "../text/number-runs";

/** Where a number starts whose first digits are these: at the plus sign before them, or at the bracket around them if
 *  more follow. */
export function startOf(text: string, { start, opens, closes }: Group, hasMore: boolean): number {
  const sign = plusBefore(text, start);
  const isBracketed = closes && hasMore && (opens || text[sign - 1] === "(");
  return isBracketed ? beforeBracket(text, sign) : sign;
}

/** Whether a number from `start` on, whose first digit is at `digit`, starts with a plus sign, in brackets or not. */
export function hasPlus(text: string, start: number, digit: number): boolean {
  for (let index = start; index < digit; index++) if (isPlus(text[index])) return true;
  return false;
}

function plusBefore(text: string, start: number): number {
  if (isPlus(text[start - 1])) return start - 1;
  return text[start - 1] === " " && isPlus(text[start - 2]) ? start - 2 : start;
}

/** `(56)`, `( 56)` and `+(56)`. */
function beforeBracket(text: string, start: number): number {
  const bracket = text[start - 1] === "(" ? start - 1 : start - 2;
  return isPlus(text[bracket - 1]) ? bracket - 1 : bracket;
}

function isPlus(character: string | undefined): boolean {
  return character === "+" || character === "\uff0b";
}
