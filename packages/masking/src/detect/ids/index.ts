import type { Candidate } from "../../text/candidate";
import { andes } from "./andes";
import { argentina } from "./argentina";
import { brazil } from "./brazil";
import { chile } from "./chile";
import type { NationalId } from "./national-id";
import { north } from "./north";
import { south } from "./south";
import { spain } from "./spain";

/** Every number that names one person or company, Chile's first. */
export const NATIONAL_IDS: readonly NationalId[] = [
  chile,
  ...argentina,
  ...brazil,
  ...andes,
  ...south,
  ...north,
  spain,
];

interface Entry {
  readonly id: NationalId;
  readonly needsWord: boolean;
}

const BY_SHAPE = new Map<string, Entry[]>();
for (const id of NATIONAL_IDS) {
  for (const shape of id.formatted) add(shape, { id, needsWord: false });
  for (const shape of id.bare) add(shape, { id, needsWord: true });
}

function add(shape: string, entry: Entry): void {
  BY_SHAPE.set(shape, [...(BY_SHAPE.get(shape) ?? []), entry]);
}

/** Where the national id ends that this candidate is; undefined if it is none. */
export function nationalIdEnd(candidate: Candidate): number | undefined {
  const { suffix, shape } = candidate;
  if (suffix !== "") {
    const withLetter = `${candidate.digits}${suffix}`;
    const end = candidate.suffixEnd;
    for (const key of suffix === "K" ? [`${shape}K`, `${shape}L`] : [`${shape}L`])
      if (isOneOf(BY_SHAPE.get(key), candidate, withLetter, end)) return end;
  }
  return isOneOf(BY_SHAPE.get(shape), candidate, candidate.digits, candidate.end) ? candidate.end : undefined;
}

function isOneOf(
  entries: readonly Entry[] | undefined,
  candidate: Candidate,
  digits: string,
  end: number,
): boolean {
  if (entries === undefined || !candidate.isWhole(end)) return false;
  return entries.some(({ id, needsWord }) => {
    if (!needsWord && candidate.isFree(end) && id.isValid(digits)) return true;
    // A word before it makes up for a mistyped digit, where the form is right.
    return id.words.test(candidate.before) && (!needsWord || id.isValid(digits));
  });
}
