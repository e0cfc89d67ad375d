/** The numbers of a version, of which an image's tag or a label may hold more: `v1.36.2-eks-1` has 1, 36 and 2.
 *  @throws when there is none */
export function numbersOf(version: string): readonly number[] {
  const found = /\d+(\.\d+)*/.exec(version)?.[0];
  if (!found) throw new Error(`'${version}' is no version`);
  return found.split(".").map(Number);
}

/** Below zero when the first is older, zero when neither is, as far as both are told. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  const index = left.findIndex((number, at) => right[at] !== undefined && number !== right[at]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** Whether a version is the first one or newer, and older than the second. */
export function isWithin(version: string, { from, below }: VersionRange): boolean {
  return compareVersions(version, from) >= 0 && compareVersions(version, below) < 0;
}

export interface VersionRange {
  readonly from: string;
  readonly below: string;
}
