import type { Group } from "../text/number-runs";
import { extend, type ShapeKey } from "../text/shape";

/** The most groups of one number: `+54 9 11 45 67 89 01` has seven. */
const MOST_GROUPS = 7;
const FEWEST_DIGITS = 6;
export const MOST_DIGITS = 19;

/** Shapes of what may be one number, by its last group; zero where it cannot end. One for all: it is filled and read
 *  before anything else is. */
const shapes = new Float64Array(MOST_GROUPS);

/** Calls `visit` with every window of groups from `first` on that may be a number, the longest first, until it answers
 *  with something. */
export function longestFirst<Match>(
  groups: readonly Group[],
  first: number,
  visit: (last: number, shape: ShapeKey) => Match | undefined,
): Match | undefined {
  for (let count = measure(groups, first); count > 0; count--) {
    const shape = shapes[count - 1] ?? 0;
    const match = shape === 0 ? undefined : visit(first + count - 1, shape);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** Fills in the shapes and answers how many there are. */
function measure(groups: readonly Group[], first: number): number {
  let shape = 0;
  let digits = 0;
  let count = 0;
  for (; count < MOST_GROUPS; count++) {
    const group = groups[first + count];
    if (group === undefined) break;
    digits += group.digits.length;
    if (digits > MOST_DIGITS) break;
    shape = extend(shape, count === 0 ? "" : group.joint, group.digits.length);
    const canEnd = digits >= FEWEST_DIGITS && groups[first + count + 1]?.isLoose !== false;
    shapes[count] = canEnd ? shape : 0;
  }
  return count;
}
