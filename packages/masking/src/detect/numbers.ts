import { Candidate } from "../text/candidate";
import { digitValue, startsWord } from "../text/characters";
import { type Group, readRun } from "../text/number-runs";
import type { Detector, Found } from "../text/spans";
import { isCard } from "./card";
import { nationalIdEnd } from "./ids";
import { phoneMatcher } from "./phone";

/** The most groups of one number: `+54 9 11 45 67 89 01` has seven. */
const MOST_GROUPS = 8;
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 19;

/** What a candidate is, and where it ends. */
type Match = { readonly name: string; readonly end: number } | undefined;

export interface NumberSettings {
  readonly countries: readonly string[];
  readonly findsIds: boolean;
  readonly findsPhones: boolean;
}

/** Phones, cards and national ids: one pass over the digits of a text, and a look at each group of them. */
export function numberDetector({ countries, findsIds, findsPhones }: NumberSettings): Detector {
  const isPhone = phoneMatcher(countries);

  return (text, context, found) => {
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code < 0x30 || (code > 0x39 && code < 0x660) || digitValue(code) < 0) continue;
      const groups = readRun(text, index);
      index = (groups.at(-1)?.end ?? index + 1) - 1;
      findIn(text, groups, context, found);
    }
  };

  function findIn(text: string, groups: readonly Group[], context: string, found: Found): void {
    for (let first = 0; first < groups.length; first++) {
      const longest = findAt(text, groups, first, context);
      if (longest === undefined) continue;
      found(longest.start, longest.end, longest.name);
      first = longest.last;
    }
  }

  /** The longest match that starts with group `first`. */
  function findAt(text: string, groups: readonly Group[], first: number, context: string) {
    const group = groups[first];
    if (group === undefined || (first > 0 && !group.isLoose)) return undefined;
    const start = startOf(text, group);
    if (!startsWord(text, start)) return undefined;
    for (let last = lastOf(groups, first); last >= first; last--) {
      if (groups[last + 1]?.isLoose === false) continue;
      const match = matchOf(text, groups.slice(first, last + 1), start, context);
      if (match !== undefined) return { ...match, start, last };
    }
    return undefined;
  }

  function matchOf(text: string, groups: readonly Group[], start: number, context: string): Match {
    const digits = groups.reduce((count, group) => count + group.digits.length, 0);
    if (digits < FEWEST_DIGITS || digits > MOST_DIGITS) return undefined;
    const candidate = new Candidate(text, groups, start, context);
    if (findsIds) {
      const end = idEnd(candidate);
      if (end !== undefined) return { name: "id", end };
    }
    return findsPhones && isPhone(candidate) ? { name: "phone", end: candidate.end } : undefined;
  }
}

function idEnd(candidate: Candidate): number | undefined {
  if (candidate.hasPlus) return undefined;
  const end = nationalIdEnd(candidate);
  if (end !== undefined) return end;
  const { end: cardEnd } = candidate;
  return candidate.isWhole(cardEnd) && candidate.isFree(cardEnd) && isCard(candidate) ? cardEnd : undefined;
}

/** Where the number starts whose first digits are these: at the plus sign or bracket before them. */
function startOf(text: string, { start, opens }: Group): number {
  const isPlus = (index: number) => text[index] === "+" || text[index] === "\uff0b";
  if (isPlus(start - 1)) return text[start - 2] === "(" ? start - 2 : start - 1;
  if (isPlus(start - 2) && text[start - 1] === " ") return start - 2;
  if (!opens) return start;
  const bracket = text.lastIndexOf("(", start - 1);
  return isPlus(bracket - 1) ? bracket - 1 : bracket;
}

/** The last group that can belong to a number that starts with group `first`. */
function lastOf(groups: readonly Group[], first: number): number {
  let digits = 0;
  let last = first;
  for (; last < groups.length && last < first + MOST_GROUPS; last++) {
    digits += groups[last]?.digits.length ?? 0;
    if (digits > MOST_DIGITS) break;
  }
  return last - 1;
}
