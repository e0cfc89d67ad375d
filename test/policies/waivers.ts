/** One violation that stays, and why. */
export interface Waiver {
  readonly rule: string;
  readonly address: string;
  /** Why the rule cannot hold here, with a source. */
  readonly reason: string;
  /** Who looks again. */
  readonly owner: string;
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
    owner: "platform",
    until: "2028-01-01",
  },
  {
    rule: "group-attached",
    address: "aws_security_group.operator_group",
    reason:
      "runners and sessions that deploy carry it, and people or CI start them, not this repository " +
      "(runbooks/procedures)",
    owner: "platform",
    until: "2027-12-01",
  },
  {
    rule: "namespace-enforces",
    address: "Namespace.clickhouse-operator",
    reason:
      "the chart's job that updates CRDs has no security context and no setting for one; it runs for seconds, and the " +
      "namespace enforces baseline (constructs/namespaces.ts)",
    owner: "platform",
    until: "2027-06-01",
  },
];
