/** The shape of a number, its groups' lengths and what joins them, as one integer: comparing it costs nothing. Written
 *  `2.3.3-1` for 12.345.678-5; brackets count as spaces, commas as full stops. */
export type ShapeKey = number;

/** More than the longest group times the number of joints; to the power of seven groups it is below 2^53. */
const BASE = 100;
const LONGEST_GROUP = 19;

/** A shape with one more group. */
export function extend(shape: ShapeKey, joint: string, length: number): ShapeKey {
  return shape * BASE + codeOf(joint) * (LONGEST_GROUP + 1) + Math.min(length, LONGEST_GROUP);
}

function codeOf(joint: string): number {
  if (joint === "") return 0;
  if (joint === " ") return 1;
  if (joint === "-") return 2;
  return joint === "/" ? 4 : 3;
}

export function shapeKey(shape: string): ShapeKey {
  return [...shape.matchAll(/([-./ ]?)(\d+)/g)].reduce(
    (key, [, joint = "", length]) => extend(key, joint, Number(length)),
    0,
  );
}

export function shapeKeys(shapes: readonly string[]): ReadonlySet<ShapeKey> {
  return new Set(shapes.map(shapeKey));
}
