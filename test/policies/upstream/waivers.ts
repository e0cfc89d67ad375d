/** Findings of checkov or Trivy that stay, and why. */
export interface UpstreamWaiver {
  /** Ids of the same demand. */
  readonly ids: readonly string[];
  /** Of the resource; a `*` at the end stands for every one that begins so. */
  readonly address: string;
  readonly reason: string;
  /** Who looks again. */
  readonly owner: string;
  /** When somebody looks again, as `YYYY-MM-DD`; from that day on it accepts nothing. */
  readonly until: string;
}

const PLATFORM = { owner: "platform", until: "2027-12-01" };

/** Measured with checkov 3.3.13, run from its source, on plans of `prod` and `dev` (2026-11-23): 92 findings. Its checks of
 *  IAM policies were not among what ran, because they need a package that was not there. */
const ofCheckov: readonly UpstreamWaiver[] = [
  {
    ids: ["CKV_AWS_124"],
    address: "aws_cloudformation_stack.cache_user_stack",
    reason: "the stack holds one user of Valkey, and Terraform reports what becomes of it",
    ...PLATFORM,
  },
  {
    ids: ["CKV_AWS_260"],
    address: "aws_vpc_security_group_ingress_rule.edge_load_balancer_access_from_*",
    reason: "port 80 answers with a redirect to HTTPS and nothing else (rule listener-tls)",
    ...PLATFORM,
  },
  {
    ids: ["CKV_AWS_338"],
    address: "aws_cloudwatch_log_group.*",
    reason:
      "a year is for audits (rule audit-logs-year); the queue's logs, and a trial's, serve diagnosis alone",
    ...PLATFORM,
  },
  {
    ids: ["CKV_AWS_339"],
    address: "aws_eks_cluster.*",
    reason: "its list of supported versions ends at 1.35; the rule cluster-supported has its own",
    ...PLATFORM,
  },
  {
    ids: ["CKV2_AWS_5"],
    address: "aws_security_group.workload_group",
    reason: "nodes carry it, which EKS Auto Mode makes by a NodeClass in the cluster",
    ...PLATFORM,
  },
  {
    ids: ["CKV2_AWS_57"],
    address: "aws_secretsmanager_secret.*",
    reason:
      "rotated by a counter of the environment at a rollout; the encryption key and the salt never, because stored keys " +
      "would be lost with them (row K6)",
    ...PLATFORM,
  },
  {
    ids: ["CKV2_AWS_62"],
    address: "aws_s3_bucket.*",
    reason: "nobody here acts on an event of a bucket",
    ...PLATFORM,
  },
  {
    ids: ["CKV2_AWS_76"],
    address: "aws_lb.*",
    reason:
      "it wants Log4j refused in bodies as well; prompts quote such texts, so bodies are only counted where Langfuse " +
      "takes them in (rule firewall-lets-prompts-through)",
    ...PLATFORM,
  },
  {
    ids: ["CKV_AWS_144"],
    address: "aws_s3_bucket.*",
    reason:
      "logs and copies need no copy; what holds data has one where people depend on it (rules backups-copied, blobs-copied)",
    ...PLATFORM,
  },
  {
    ids: ["CKV_AWS_39", "AVD-AWS-0040"],
    address: "aws_eks_cluster.*",
    reason:
      "outside of production the endpoint may be public for named networks of 256 addresses (rule cluster-endpoint)",
    ...PLATFORM,
  },
  {
    ids: ["CKV2_AWS_38"],
    address: "aws_route53_zone.*",
    reason: "DNSSEC also changes the zone above, which mostly is another team's (row A12)",
    ...PLATFORM,
  },
  {
    ids: ["CKV_AWS_378"],
    address: "aws_lb_target_group.*",
    reason: "Langfuse and Grafana serve no TLS; between load balancer and pods is one security group's port",
    ...PLATFORM,
  },
];

/** Of the trail, both. */
const ofTheTrail: readonly UpstreamWaiver[] = [
  {
    ids: ["CKV2_AWS_10", "AVD-AWS-0162"],
    address: "aws_cloudtrail.*",
    reason:
      "rules of EventBridge see the calls that matter; a second copy of all in CloudWatch is read by nobody",
    ...PLATFORM,
  },
  {
    ids: ["CKV_AWS_252"],
    address: "aws_cloudtrail.*",
    reason: "a message for every file that the trail writes, not for what is in it",
    ...PLATFORM,
  },
  {
    ids: ["CKV_AWS_145", "AVD-AWS-0132"],
    address: "aws_s3_bucket.account_audit_logs_bucket",
    reason: "the trail encrypts what it writes with a key of ours (rule trail-complete)",
    ...PLATFORM,
  },
  {
    ids: ["CKV_AWS_18", "AVD-AWS-0089", "AVD-AWS-0163"],
    address: "aws_s3_bucket.account_audit_logs_bucket",
    reason: "it is locked for a year, and holds names of calls, no trace: who reads it is not recorded",
    ...PLATFORM,
  },
];

/** Both say it of the buckets that take logs. */
const ofLogBuckets: readonly UpstreamWaiver[] = ["access_logs", "copies_access_logs", "edge_logs"].map(
  (bucket) => ({
    ids: ["CKV_AWS_145", "CKV_AWS_18", "AVD-AWS-0132", "AVD-AWS-0089"],
    address: `aws_s3_bucket.${bucket}_bucket`,
    reason: "log services write with S3's own key only, and a log of logs would log itself",
    ...PLATFORM,
  }),
);

/** From reading the checks that Trivy 0.72 ships (2026-11); not measured. */
const ofTrivy: readonly UpstreamWaiver[] = [
  {
    ids: ["AVD-AWS-0053"],
    address: "aws_lb.*",
    reason:
      "an environment chooses whether its load balancer is on the internet; a firewall and SSO stand before it",
    ...PLATFORM,
  },
  {
    ids: ["AVD-AWS-0104"],
    address: "aws_vpc_security_group_egress_rule.*",
    reason:
      "routes and network policies say where workloads go; stores have no such rule (rule stores-call-nobody)",
    ...PLATFORM,
  },
];

export const upstreamWaivers: readonly UpstreamWaiver[] = [
  ...ofCheckov,
  ...ofTheTrail,
  ...ofLogBuckets,
  ...ofTrivy,
];
