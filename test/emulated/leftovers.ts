/** Something that outlives its environment on purpose. */
export interface Leftover {
  /** Start of an inventory line: a Terraform type, a blank and the beginning of an id. */
  readonly item: string;
  readonly reason: string;
}

/** Everything that a destroyed environment leaves behind. */
export const LEFTOVERS: readonly Leftover[] = [];

/** Inventory lines that no entry explains. */
export function unexpected(items: readonly string[], leftovers = LEFTOVERS): string[] {
  return items.filter((item) => !leftovers.some((leftover) => item.startsWith(leftover.item)));
}
