import type { Candidate } from "../text/candidate";
import type { Words } from "../text/context";
import type { ShapeKey } from "../text/shape";
import { CARD_SHAPES, isCard } from "./card";
import { ID_SHAPES, nationalIdEnd } from "./ids";
import type { NumberSettings } from "./numbers";
import { phoneMatcher, TYPICAL_SHAPES } from "./phone";
import { namesPhone } from "./phone-words";

interface Result {
  readonly name: string;
  readonly end: number;
}

/** Says of what class a number is. */
export interface Matcher {
  /** Whether a number of the shape may be of any class, before more is asked. */
  readonly isWorthIt: (shape: ShapeKey, hasArea: boolean, words: Words) => boolean;
  readonly national: (candidate: Candidate) => Result | undefined;
  /** Of a number that starts with `+`; `isLast` if no digits follow it. */
  readonly international: (candidate: Candidate, isLast: boolean) => Result | undefined;
}

export function matcher({ countries, findsIds, findsPhones }: NumberSettings): Matcher {
  const phones = phoneMatcher(countries);
  const shapes = new Set([
    ...(findsIds ? [...ID_SHAPES.checked, ...CARD_SHAPES] : []),
    ...(findsPhones ? TYPICAL_SHAPES : []),
  ]);
  const named = new Set(findsIds ? ID_SHAPES.named : []);
  const callsPhone = new WeakMap<Words, boolean>();

  return {
    isWorthIt(shape, hasArea, words) {
      if (shapes.has(shape) || (hasArea && findsPhones)) return true;
      return words.words.length > 0 && (named.has(shape) || (findsPhones && isCalledPhone(words)));
    },
    national(candidate) {
      const end = findsIds ? idEnd(candidate) : undefined;
      if (end !== undefined) return { name: "id", end };
      return findsPhones && phones.isNational(candidate) ? { name: "phone", end: candidate.end } : undefined;
    },
    international: (candidate, isLast) =>
      findsPhones && phones.isInternational(candidate, isLast)
        ? { name: "phone", end: candidate.end }
        : undefined,
  };

  function isCalledPhone(words: Words): boolean {
    const known = callsPhone.get(words);
    if (known !== undefined) return known;
    const isCalled = namesPhone(words.words);
    callsPhone.set(words, isCalled);
    return isCalled;
  }
}

function idEnd(candidate: Candidate): number | undefined {
  const end = nationalIdEnd(candidate);
  if (end !== undefined) return end;
  return CARD_SHAPES.has(candidate.shape) && isCard(candidate) ? candidate.end : undefined;
}
