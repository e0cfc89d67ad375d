import type { Candidate } from "../text/candidate";
import { shapeKeys } from "../text/shape";
import { isLuhn } from "./luhn";

/** Who issues cards with which first digits and lengths. */
const ISSUERS: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  /^(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^(?:6011|64[4-9]\d|65\d\d)\d{12}$/,
  /^35(?:2[89]|[3-8]\d)\d{12}$/,
  /^62\d{14,17}$/,
  /^(?:50|5[6-8]|6[37])\d{14}$/,
];

/** Groups as they stand on cards, and on the screens of shops. */
export const CARD_SHAPES = shapeKeys(
  ["4 4 4 4", "4 6 5", "4 6 4", "4 4 5", "8 8", "6 10", "6 13", "4 4 4 4 3"]
    .flatMap((shape) => [shape, shape.replaceAll(" ", "-"), shape.replaceAll(" ", ".")])
    .concat(["13", "14", "15", "16", "17", "18", "19"]),
);

/** Whether these are the digits of a payment card: grouped as cards are, known issuer, right check digit. */
export function isCard(candidate: Candidate): boolean {
  const { digits, end } = candidate;
  if (!ISSUERS.some((issuer) => issuer.test(digits)) || !isLuhn(digits)) return false;
  return candidate.isWhole(end) && candidate.isFree(end);
}
