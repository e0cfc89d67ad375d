import type { Candidate } from "../../text/candidate";
import { type ShapeKey, shapeKey } from "../../text/shape";
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

/** Ids by their shape; those that close with a letter apart, `K` for a check digit and `L` for any. */
const PLAIN = new Map<ShapeKey, Entry[]>();
const LETTERED = { K: new Map<ShapeKey, Entry[]>(), L: new Map<ShapeKey, Entry[]>() };

for (const id of NATIONAL_IDS) {
  for (const shape of id.formatted) add(shape, { id, needsWord: false });
  for (const shape of id.bare) add(shape, { id, needsWord: true });
}

function add(shape: string, entry: Entry): void {
  const entries = shape.endsWith("K") ? LETTERED.K : shape.endsWith("L") ? LETTERED.L : PLAIN;
  const key = shapeKey(shape);
  entries.set(key, [...(entries.get(key) ?? []), entry]);
}

/** Shapes of ids that need no word before them, and of those that do. */
export const ID_SHAPES = {
  checked: NATIONAL_IDS.flatMap(({ formatted }) => formatted).map(shapeKey),
  named: NATIONAL_IDS.flatMap(({ bare }) => bare).map(shapeKey),
};

/** Where the national id ends that this candidate is; undefined if it is none. */
export function nationalIdEnd(candidate: Candidate): number | undefined {
  return letteredEnd(candidate) ?? plainEnd(candidate);
}

function letteredEnd(candidate: Candidate): number | undefined {
  const { shape } = candidate;
  const [withK, withLetter] = [LETTERED.K.get(shape), LETTERED.L.get(shape)];
  if (withK === undefined && withLetter === undefined) return undefined;
  const suffix = candidate.suffix;
  if (suffix === undefined) return undefined;
  const entries = [...(suffix.letter === "K" ? (withK ?? []) : []), ...(withLetter ?? [])];
  const isFound = isOneOf(entries, candidate, `${candidate.digits}${suffix.letter}`, suffix.end);
  return isFound ? suffix.end : undefined;
}

function plainEnd(candidate: Candidate): number | undefined {
  const entries = PLAIN.get(candidate.shape);
  if (entries === undefined) return undefined;
  return isOneOf(entries, candidate, candidate.digits, candidate.end) ? candidate.end : undefined;
}

function isOneOf(entries: readonly Entry[], candidate: Candidate, digits: string, end: number): boolean {
  if (!candidate.isWhole(end)) return false;
  return entries.some(({ id, needsWord }) => {
    if (!needsWord && id.isValid(digits) && candidate.isFreeOrInPath(end)) return true;
    // A word before it makes up for a mistyped digit, where the form is right.
    return isNamed(id, candidate) && (!needsWord || id.isValid(digits));
  });
}

function isNamed({ words, prefix }: NationalId, { text, start, context }: Candidate): boolean {
  if (context.words.some((word) => words.has(word))) return true;
  return prefix?.test(text.slice(Math.max(0, start - 3), start)) === true;
}
