/** One violation that stays, and why. */
export interface Waiver {
  readonly rule: string;
  /** Of the resource; a `*` at the end stands for every one that begins so. */
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
  ...["blobs", "backups"].map((bucket) => ({
    rule: "confused-deputy",
    address: `aws_iam_role.${bucket}_replication_role`,
    reason:
      "S3 sends no source when it copies; it takes a role of the bucket's own account only, and iam:PassRole decides who " +
      "may name one (docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html)",
    owner: "platform",
    until: "2028-01-01",
  })),
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
  {
    rule: "addon-version",
    address: "aws_eks_addon.metrics_server_addon",
    reason:
      "EKS installs the version that it recommends for the cluster's Kubernetes and leaves it; one in code " +
      "would be updated by nobody, because Renovate cannot ask EKS (constructs/metrics-server.ts)",
    owner: "platform",
    until: "2027-12-01",
  },
  {
    rule: "clickhouse-tls",
    address: "ClickHouseInstallation.clickhouse/langfuse",
    reason:
      "the operator's own health checks and Langfuse's migrations speak plain HTTP inside the cluster; " +
      "network policies name who may, and nodes are of instances that encrypt what they send each other " +
      "(constructs/node-pool.ts)",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    rule: "own-pods-read-only",
    address: "ClickHouseInstallation.clickhouse/langfuse",
    reason:
      "the image's start script writes users and configuration beside what it ships (constructs/clickhouse-" +
      "pod.ts)",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    rule: "own-pods-read-only",
    address: "ClickHouseKeeperInstallation.clickhouse/langfuse",
    reason:
      "the image's start script writes users and configuration beside what it ships (constructs/clickhouse-" +
      "pod.ts)",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    rule: "own-pods-read-only",
    address: "Job.langfuse/langfuse-migration",
    reason: "Prisma writes its engine's cache beside its code (charts-values/langfuse.yaml)",
    owner: "platform",
    until: "2027-06-01",
  },
  {
    rule: "own-pods-digest",
    address: "*",
    reason:
      "exact tags, which Renovate raises together with their changelog, and which their maintainers do not move; the " +
      "operator and the charts of others take tags only in some places",
    owner: "platform",
    until: "2027-06-01",
  },
];
