import type { Candidate } from "../text/candidate";
import { type ShapeKey, shapeKey, shapeKeys } from "../text/shape";
import { isInternationalNumber, isPossibleNumber, nationalNumbers } from "./numbering-plans";
import { namesOther, namesPhone } from "./phone-words";

/** How numbers are grouped that nobody needs to call phone numbers: joined by spaces, hyphens or full stops. */
const TYPICAL = shapeKeys([
  ..."1 4 4,2 4 4,3 3 4,2 3 4,1 3 4,3 3 3,3 4 4"
    .split(",")
    .flatMap((shape) => [shape, shape.replaceAll(" ", "-")]),
  ..."1.4.4,2.4.4,3.3.4".split(","),
  ..."1 4-4,2 4-4,2 5-4,2-5-4,2 5 4,2 1 4-4,2 1 4 4,2-1-4-4,2 2 4 4,2 3 3 4,2 3 3 3,4 3-4,3 3-4,3 4-4".split(
    ",",
  ),
  ..."3 7,3 2 2 2,2 3 2 2,1 3 2 3,1 3-2 3,1 4 2 2,1-4 4,1 8,1-8,5 4,2 1 8,2 9,3 8".split(","),
]);

/** Grouped like this, only a mobile number of Chile or Peru goes without a word. */
const MOBILE_ONLY = shapeKeys(["5 4", "1 8", "1-8", "9"]);
const MOBILE = /^9[1-9]\d{7}$/;

/** In threes, mobile numbers and those with a zero before them are written; amounts and lists of numbers are, too. */
const THREES = shapeKeys(["3 3 3", "3-3-3"]);
const THREES_DIGITS = /^[06-9]/;

/** With Chile's country code and without a plus sign. */
const BARE = shapeKeys(["9", "11"]);
const BARE_DIGITS = /^(?:9[1-9]\d{7}|569[1-9]\d{7})$/;

/** Dates; nobody is called at one. */
const DATES = shapeKeys(
  ["4-2-2", "2-2-4", "1-2-4", "2-1-4", "1-1-4", "4-1-2", "4-2-1", "2-2-2"].flatMap((shape) => [
    shape,
    shape.replaceAll("-", "."),
  ]),
);
const YEARS = shapeKey("4-4");
const YEAR_RANGE = /^(?:19|20)\d\d(?:19|20)\d\d$/;

const SHORTEST = 7;
const LONGEST = 15;

/** Shapes worth a look without a word that calls them phone numbers. */
export const TYPICAL_SHAPES: readonly ShapeKey[] = [...TYPICAL, ...BARE];

export interface PhoneMatcher {
  readonly isNational: (candidate: Candidate) => boolean;
  /** Of a number that starts with `+`; `isLast` if no digits follow it. */
  readonly isInternational: (candidate: Candidate, isLast: boolean) => boolean;
}

/** Tells phone numbers from other numbers: international ones by libphonenumber's data, national ones of the given
 *  countries by how they are grouped as well, and bare digits by the words before them. */
export function phoneMatcher(countries: readonly string[]): PhoneMatcher {
  const isNumber = nationalNumbers(countries);
  return {
    isNational(candidate) {
      const { digits } = candidate;
      if (!isPhoneLength(digits) || !isCalledOrTypical(candidate, digits)) return false;
      if (!candidate.isWhole(candidate.end)) return false;
      return isNumber(digits) || (digits.length > 9 && isInternationalNumber(digits.replace(/^00/, "")));
    },
    isInternational(candidate, isLast) {
      const { digits } = candidate;
      if (!isPhoneLength(digits) || !candidate.isWhole(candidate.end)) return false;
      if (isInternationalNumber(digits) || isInternationalNumber(withoutTrunk(candidate))) return true;
      // With a plus sign and groups it is meant as one, mistyped or not given out.
      return isLast && candidate.groups.length > 1 && isPossibleNumber(digits);
    },
  };
}

function isPhoneLength(digits: string): boolean {
  return digits.length >= SHORTEST && digits.length <= LONGEST;
}

/** `+44 (0)20 7946 0958`: the zero in brackets is not dialled from abroad. */
function withoutTrunk({ groups }: Candidate): string {
  return groups
    .filter(({ digits, opens, closes }) => !(digits === "0" && opens && closes))
    .map(({ digits }) => digits)
    .join("");
}

function isCalledOrTypical(candidate: Candidate, digits: string): boolean {
  const { shape, context } = candidate;
  const isTypical = looksTypical(candidate, digits);
  if (!isTypical && !namesPhone(context.words)) return false;
  if (DATES.has(shape) || (shape === YEARS && YEAR_RANGE.test(digits)) || namesOther(context)) return false;
  if (candidate.groups.some(({ joint }) => joint === "/" || joint === ",")) return false;
  return namesPhone(context.words) || candidate.isFree(candidate.end);
}

function looksTypical(candidate: Candidate, digits: string): boolean {
  const { shape } = candidate;
  if (BARE.has(shape)) return BARE_DIGITS.test(digits);
  if (MOBILE_ONLY.has(shape)) return MOBILE.test(digits);
  if (THREES.has(shape)) return THREES_DIGITS.test(digits);
  return TYPICAL.has(shape) || candidate.hasArea;
}
