/** Something that outlives its environment on purpose. */
export interface Leftover {
  /** Start of an inventory line: a Terraform type, a blank and the beginning of an id. */
  readonly item: string;
  readonly reason: string;
}

/** Everything that a destroyed environment leaves behind; what `runbooks/procedures/destroy.md` says under "What stays". */
export const LEFTOVERS: readonly Leftover[] = [
  {
    item: "aws_kms_key PendingDeletion",
    reason: "a deleted key waits for 30 days, because what it encrypted is lost with it",
  },
];

/** Inventory lines that no entry explains. */
export function unexpected(items: readonly string[], leftovers = LEFTOVERS): string[] {
  return items.filter((item) => !leftovers.some((leftover) => item.startsWith(leftover.item)));
}
