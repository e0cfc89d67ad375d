/** Minutes that AWS or the cluster typically takes to make one thing, and where the number comes from. */
export interface CreationTime {
  readonly minutes: number;
  readonly source: string;
}

/** Apply logs that people published, read in 2026-11; the range is what they show, the number is its middle. */
const LOGS = "public apply logs";
/** Nobody published a number that we found; ours, to be replaced after the first deployment. */
const ESTIMATE = "estimate";

/** By address, such as `helm_release.langfuse_release`, or by type. */
export const CREATION_TIMES: Readonly<Record<string, CreationTime>> = {
  aws_acm_certificate_validation: {
    minutes: 3,
    source: `${LOGS}: 1; AWS says up to 30 (docs.aws.amazon.com/acm/latest/userguide/dns-validation.html)`,
  },
  aws_cloudformation_stack: { minutes: 1.5, source: ESTIMATE },
  aws_db_instance: { minutes: 13, source: `${LOGS}: 8 to 17` },
  aws_eks_access_entry: { minutes: 0.2, source: ESTIMATE },
  aws_eks_addon: { minutes: 1, source: ESTIMATE },
  aws_eks_cluster: { minutes: 10.5, source: `${LOGS}: 8 to 13` },
  aws_elasticache_replication_group: { minutes: 9, source: `${LOGS}: 6 to 9, without Multi-AZ` },
  aws_elasticache_user_group: { minutes: 0.5, source: ESTIMATE },
  aws_lb: { minutes: 2.5, source: `${LOGS}: 2.3 to 3.2` },
  aws_nat_gateway: { minutes: 1.8, source: `${LOGS}: 1.4 to 2.0` },
  aws_route53_record: { minutes: 0.8, source: `${LOGS}: 0.9; changes are in sync within a minute` },
  aws_route53_zone: { minutes: 0.8, source: ESTIMATE },
  aws_vpc_endpoint: { minutes: 1.5, source: ESTIMATE },
  helm_release: {
    minutes: 1.5,
    source: `${LOGS}: 1.2 to 1.5 with nodes ready; a first pod also waits for its node`,
  },
  "helm_release.clickhouse_release": {
    minutes: 6,
    source: `${ESTIMATE}: nodes, volumes, three Keepers, replicas in turn`,
  },
  "helm_release.langfuse_release": {
    minutes: 6,
    source: `${ESTIMATE}: nodes, both migrations, then the rollout`,
  },
};

/** Everything else: one API call and its answer. */
export const OTHERWISE: CreationTime = { minutes: 0.1, source: ESTIMATE };

/** Initializing providers and planning, before the first resource of a stack is made. */
export const STACK_START: CreationTime = { minutes: 0.5, source: ESTIMATE };
