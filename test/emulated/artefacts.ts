import type { Difference } from "./support/plan";

/** A difference of the second plan that AWS would not show. */
export interface Artefact {
  readonly type: string;
  readonly attribute: string;
  /** What the emulator does differently from AWS. */
  readonly reason: string;
}

/** Every difference that a second plan may show, because the emulator and not the configuration is at fault.
 *  Measured with moto 5.2.1. */
export const ARTEFACTS: readonly Artefact[] = [
  {
    type: "aws_vpc_security_group_ingress_rule",
    attribute: "description",
    reason: "moto forgets the description of a rule that admits a security group",
  },
];

/** Differences that no entry explains: they would be there on AWS, too. */
export function unexplained(differences: readonly Difference[], artefacts = ARTEFACTS): Difference[] {
  return differences.filter((difference) => !artefacts.some((artefact) => explains(artefact, difference)));
}

/** Whether an entry covers a difference: an update in place only, because a replacement would lose data on AWS. */
export function explains({ type, attribute }: Artefact, difference: Difference): boolean {
  return difference.action === "update" && difference.type === type && difference.attribute === attribute;
}
