/** One violation that stays, and why. */
export interface Waiver {
  readonly rule: string;
  readonly address: string;
  /** Why the rule cannot hold here, with a source. */
  readonly reason: string;
  /** When somebody looks again, as `YYYY-MM-DD`; an expired waiver counts no more. */
  readonly until: string;
}

export const waivers: readonly Waiver[] = [
  {
    rule: "confused-deputy",
    address: "aws_iam_role.cluster_nodes_role",
    reason:
      "EC2 sends no source with an instance profile; iam:PassRole decides who may use the role " +
      "(docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html)",
    until: "2028-01-01",
  },
];
