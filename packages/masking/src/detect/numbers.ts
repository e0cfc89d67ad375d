import { Candidate } from "../text/candidate";
import { isWord, startsWord } from "../text/characters";
import { Context, type Words } from "../text/context";
import { asciiEnd, type Group, readRun } from "../text/number-runs";
import type { Detector, Found } from "../text/spans";
import { letteredIdAt } from "./lettered-ids";
import { matcher } from "./number-classes";
import { hasPlus, startOf } from "./number-start";
import { longestFirst } from "./windows";

export interface NumberSettings {
  readonly countries: readonly string[];
  readonly findsIds: boolean;
  readonly findsPhones: boolean;
}

/** Phones, cards and national ids: one pass over the digits of a text, and a look at each group of them. */
export function numberDetector(settings: NumberSettings): Detector {
  const classes = matcher(settings);

  return (text, key, found) => {
    const context = new Context(text, key);
    for (let index = nextDigit(text, 0); index >= 0; index = nextDigit(text, index + 1)) {
      const lettered = settings.findsIds ? letteredIdAt(text, index, context) : undefined;
      if (lettered !== undefined) found(lettered.start, lettered.end, "id");
      index = lettered?.end ?? afterRun(text, index, context, found);
    }
  };

  /** Finds what is in the run of digits from `start` on, and answers where it ends. */
  function afterRun(text: string, start: number, context: Context, found: Found): number {
    // Most digits of a text are few, and next to letters: of a hash, a name, a unit.
    const end = asciiEnd(text, start);
    if (end > start && isWord(text.charCodeAt(end))) {
      if (end - start < 6) return end;
      if (start > 0 && !startsWord(text, start)) return end;
    }
    const groups = readRun(text, start);
    findIn(text, groups, context, found);
    return groups.at(-1)?.end ?? end;
  }

  function findIn(text: string, groups: readonly Group[], context: Context, found: Found): void {
    for (let first = 0; first < groups.length; first++) {
      const group = groups[first];
      if (group === undefined || (first > 0 && !group.isLoose)) continue;
      const start = startOf(text, group, first + 1 < groups.length);
      if (!startsWord(text, start)) continue;
      const match = matchFrom({ text, groups, first, start, context });
      if (match === undefined) continue;
      found(start, match.end, match.name);
      first = match.last;
    }
  }

  /** The longest match that starts with group `first`. */
  function matchFrom({ text, groups, first, start, context }: Place): Match | undefined {
    const isPlus = start < (groups[first]?.start ?? 0) && hasPlus(text, start, groups[first]?.start ?? 0);
    const hasArea = groups[first]?.closes === true && groups[first + 1]?.opens === false;
    let words: Words | undefined;
    return longestFirst(groups, first, (last, shape) => {
      // Most numbers are too short for any class; nobody reads what stands before them.
      words ??= context.before(start);
      if (!isPlus && !classes.isWorthIt(shape, hasArea, words)) return undefined;
      const candidate = new Candidate(text, groups.slice(first, last + 1), shape, start, words);
      const isLast = last + 1 === groups.length;
      const match = isPlus ? classes.international(candidate, isLast) : classes.national(candidate);
      return match === undefined ? undefined : { name: match.name, end: match.end, last };
    });
  }
}

/** Digits of every script that `digitValue` knows. The regular expression's engine finds them faster than a loop here. */
const DIGIT = /[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g;

function nextDigit(text: string, from: number): number {
  DIGIT.lastIndex = from;
  return DIGIT.test(text) ? DIGIT.lastIndex - 1 : -1;
}

interface Place {
  readonly text: string;
  readonly groups: readonly Group[];
  readonly first: number;
  readonly start: number;
  readonly context: Context;
}

interface Match {
  readonly name: string;
  readonly end: number;
  /** The last of its groups. */
  readonly last: number;
}
