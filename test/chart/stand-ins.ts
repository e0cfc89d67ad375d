type StandIn = string | number | ((name: string) => string);

const ACCOUNT = "111111111111";
const REGION = "eu-west-1";
const arn = (service: string, resource: string) => (name: string) =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}${name}`;

/** What AWS answers after an apply, by resource type and attribute: same shape, invented value. */
const standIns: Readonly<Record<string, StandIn>> = {
  "aws_backup_restore_testing_plan.arn": arn("backup", "restore-testing-plan:"),
  "aws_cognito_user_pool.endpoint": `cognito-idp.${REGION}.amazonaws.com/${REGION}_AbCdEfGhI`,
  "aws_cognito_user_pool_client.id": "0123456789abcdefghijklmnop",
  "aws_db_instance.address": (name) => `${name}.abcdefghijkl.${REGION}.rds.amazonaws.com`,
  "aws_db_instance.master_user_secret.secret_arn": arn("secretsmanager", "secret:rds-"),
  "aws_eks_cluster.vpc_config.cluster_security_group_id": "sg-0123456789abcdef0",
  "aws_elasticache_replication_group.primary_endpoint_address": (name) =>
    `master.${name}.abcdef.euw1.cache.amazonaws.com`,
  "aws_iam_role.arn": (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
  "aws_kms_key.arn": arn("kms", "key/"),
  "aws_lb_target_group.arn": arn("elasticloadbalancing", "targetgroup/"),
  "aws_s3_bucket.id": (name) => name,
  "aws_secretsmanager_secret.arn": arn("secretsmanager", "secret:"),
  "aws_security_group.id": "sg-0123456789abcdef1",
  "aws_subnet.id": (name) => `subnet-${name}`,
};

/** A plausible value of an attribute that only AWS knows, or undefined when stand-ins.ts does not list it. */
export function standIn(address: string): string | number | undefined {
  const [first = "", ...rest] = address.split(".").filter((part) => !/^\d+$/.test(part));
  const type = first === "data" ? `data.${rest.shift()}` : first;
  const [name = "", ...attribute] = rest;
  const value = standIns[[type, ...attribute].join(".")];
  return typeof value === "function" ? value(name.replaceAll("_", "-")) : value;
}
