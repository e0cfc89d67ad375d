import { createHash } from "node:crypto";
import type { Environment } from "../../../environments/schema";
import { regionOf } from "../../support/region";

/** A resource whose attributes are asked for, its arguments resolved. */
export interface Known {
  /** With its stack, for example `prod-data/aws_kms_key.data_key_key`. */
  readonly address: string;
  readonly type: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly environment: Environment;
}

type Attributes = Readonly<Record<string, (resource: Known) => string>>;

/** Attributes that AWS decides, by type: values of the form that AWS would give. */
const DECIDED_BY_AWS: Readonly<Record<string, Attributes>> = {
  aws_backup_restore_testing_plan: {
    arn: (known) =>
      regional(known, "backup", `restore-testing-plan:${known.arguments.name}-${uuid(known.address)}`),
  },
  aws_backup_vault: { arn: (known) => regional(known, "backup", `backup-vault:${known.arguments.name}`) },
  aws_backup_vault_lock_configuration: {
    backup_vault_arn: (known) =>
      regional(known, "backup", `backup-vault:${known.arguments.backup_vault_name}`),
  },
  aws_cloudwatch_event_rule: { arn: (known) => regional(known, "events", `rule/${known.arguments.name}`) },
  aws_cloudwatch_log_group: { arn: (known) => regional(known, "logs", `log-group:${known.arguments.name}`) },
  aws_db_instance: {
    arn: (known) => regional(known, "rds", `db:${known.arguments.identifier}`),
    "master_user_secret[0].secret_arn": (known) =>
      regional(known, "secretsmanager", `secret:rds!db-${uuid(known.address)}-AbCdEf`),
  },
  aws_eks_cluster: {
    arn: (known) => regional(known, "eks", `cluster/${known.arguments.name}`),
    "identity[0].oidc[0].issuer": ({ environment: { region } }) =>
      `https://oidc.eks.${region}.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`,
    "vpc_config[0].cluster_security_group_id": () => "sg-of-the-cluster",
  },
  aws_iam_openid_connect_provider: {
    arn: ({ environment: { accountId }, arguments: { url } }) =>
      `arn:aws:iam::${accountId}:oidc-provider/${String(url).replace("https://", "")}`,
  },
  aws_iam_policy: { arn: (known) => iam(known, `policy/${known.arguments.name}`) },
  aws_iam_role: { arn: (known) => iam(known, `role/${known.arguments.name}`) },
  aws_kms_key: {
    arn: (known) => regional(known, "kms", `key/${uuid(known.address)}`),
    key_id: (known) => uuid(known.address),
  },
  aws_nat_gateway: { public_ip: ({ address }) => `192.0.2.${address.slice(-1)}` },
  aws_s3_bucket: {
    arn: ({ arguments: { bucket } }) => `arn:aws:s3:::${bucket}`,
    id: ({ arguments: { bucket } }) => String(bucket),
  },
  aws_secretsmanager_secret: {
    arn: (known) => regional(known, "secretsmanager", `secret:${known.arguments.name}-AbCdEf`),
  },
  aws_sns_topic: { arn: (known) => regional(known, "sns", String(known.arguments.name)) },
};

/** What an attribute will be after an apply: stated by us, or of the form that AWS gives.
 *  @throws when nobody has said here what AWS gives */
export function attributeOf(resource: Known, attribute: string): unknown {
  const { type, address, arguments: stated } = resource;
  const decided = DECIDED_BY_AWS[type]?.[attribute];
  if (decided) return decided(resource);
  if (stated[attribute] !== undefined) return stated[attribute];
  // Of no form: two things are the same when their ids are.
  if (attribute === "id") return address;
  throw new Error(
    `nobody knows '${attribute}' of '${address}'; say in test/proof/account/attributes.ts what AWS gives`,
  );
}

function regional({ arguments: stated, environment }: Known, service: string, resource: string): string {
  return `arn:aws:${service}:${regionOf(stated, environment)}:${environment.accountId}:${resource}`;
}

function iam({ environment: { accountId } }: Known, resource: string): string {
  return `arn:aws:iam::${accountId}:${resource}`;
}

function uuid(address: string): string {
  const hex = createHash("sha256").update(address).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
