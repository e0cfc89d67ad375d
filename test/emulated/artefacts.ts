import type { Difference } from "./support/plan";

/** A difference that a plan may show, and why. */
export interface Exception {
  readonly type: string;
  readonly attribute: string;
  readonly reason: string;
}

const FORGOTTEN_DESCRIPTION = "moto forgets the description of a rule whose other end is a security group";

/** Every difference that a second plan may show, because the emulator and not the configuration is at fault.
 *  Measured with moto 5.2.1. */
export const ARTEFACTS: readonly Exception[] = [
  { type: "aws_vpc_security_group_egress_rule", attribute: "description", reason: FORGOTTEN_DESCRIPTION },
  { type: "aws_vpc_security_group_ingress_rule", attribute: "description", reason: FORGOTTEN_DESCRIPTION },
];

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
