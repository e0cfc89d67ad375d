import type { Difference } from "./support/plan";

/** A difference that a plan may show, and why. */
export interface Exception {
  readonly type: string;
  readonly attribute: string;
  /** First provider version that knows the attribute.
   *  @default - every version does */
  readonly since?: string;
  readonly reason: string;
}

/** Every difference that a second plan may show, because the emulator and not the configuration is at fault. Empty: the
 *  shim supplies whatever moto 5.2.1 forgets of what the stacks declare today. */
export const ARTEFACTS: readonly Exception[] = [];

/** Differences that no entry explains. */
export function unexplained(
  differences: readonly Difference[],
  exceptions: readonly Exception[] = ARTEFACTS,
): Difference[] {
  return differences.filter((difference) => !exceptions.some((exception) => explains(exception, difference)));
}

/** Whether an entry covers a difference: an update in place only, because a replacement would lose data on AWS. */
export function explains({ type, attribute }: Exception, difference: Difference): boolean {
  return difference.action === "update" && difference.type === type && difference.attribute === attribute;
}
