import { z } from "zod";
import { access } from "./access";
import { alerting } from "./alerting";
import { auditTrail } from "./audit-trail";
import { canary } from "./canary";
import { problemsOf } from "./check";
import { clickhouse } from "./clickhouse";
import { cluster } from "./cluster";
import { conflictsOf } from "./conflicts";
import { blobs, cache, postgres } from "./data";
import { delivery } from "./delivery";
import { disasterRecovery } from "./disaster-recovery";
import { edge } from "./edge";
import { accountId, listOf, region, slug } from "./fields";
import { grafana } from "./grafana";
import { langfuse } from "./langfuse";
import { maskingGateway } from "./masking";
import { network } from "./network";
import { observability } from "./observability";
import { report } from "./report";
import { rotations } from "./rotations";
import { sso } from "./sso";
import { tags } from "./tags";

export { clientSecretsOf } from "./client-secrets";
export { authorityOf } from "./postgres-authority";
export { maxConnections } from "./postgres-classes";

/** Everything in which one installation of the platform differs from another. */
export const environmentSchema = z.strictObject({
  /** Part of every physical name. This value cannot be changed after the first deployment. */
  name: slug,
  /** The account that holds everything of the environment; Terraform refuses to touch another. */
  accountId,
  /** Where it runs. This value cannot be changed after the first deployment. */
  region,
  /** Three availability zones of the region. This value cannot be changed after the first deployment. */
  zones: listOf(z.string()).length(3, "must name three availability zones"),
  /** `production` when people depend on it: standby, a NAT per zone, long backups and a closed interface are then
   *  demanded of this file. `best-effort` may be down for an hour, or lost. */
  serviceLevel: z.enum(["best-effort", "production"]),
  /** Deletion protection, final snapshots and refusal to destroy whatever holds data; copies of the database and of the
   *  queue that outlive a node are then demanded of this file. */
  protectData: z.boolean(),
  /** Tags of every resource, beside `environment`, `managed-by` and `application`. */
  tags,
  network,
  edge,
  postgres,
  cache,
  blobs,
  /** @default - nothing leaves the region, and whatever ends the region ends the data */
  disasterRecovery: disasterRecovery.optional(),
  /** Whether the newest backups of ClickHouse and Postgres are restored once a month, into servers that are thrown away, and
   *  looked into. For as long as that takes ClickHouse's has a volume of `clickhouse.storageGib`, 8 GiB of memory and a CPU in
   *  the general pool, and Postgres' is a small RDS instance with the storage of the snapshot. */
  restoreDrill: z.enum(["monthly", "none"]),
  rotations,
  cluster,
  clickhouse,
  langfuse,
  maskingGateway,
  observability,
  auditTrail,
  canary,
  alerting,
  grafana,
  sso,
  access,
  delivery,
});

/** One validated environment. */
export type Environment = z.infer<typeof environmentSchema>;

/** What an environment file states, before validation. */
export type EnvironmentInput = z.input<typeof environmentSchema>;

/** Validates one environment file.
 *  @throws one error that lists every problem with its path, its value and what to do */
export function defineEnvironment(input: EnvironmentInput): Environment {
  const problems = problemsOf(environmentSchema, input);
  if (problems.length > 0) throw new Error(report(fileOf(input), input, problems));
  return environmentSchema.parse(input);
}

/** Validates environments against each other.
 *  @throws one error that lists every conflict with the files that it is between */
export function defineEnvironments(environments: readonly Environment[]): readonly Environment[] {
  const problems = conflictsOf(environments);
  if (problems.length > 0) throw new Error(report("environments/index.ts", undefined, problems));
  return environments;
}

/** The file is named as the environment; a test holds the repository's own files to it. */
function fileOf(input: unknown): string {
  const { data } = z.object({ name: slug }).safeParse(input);
  return `environments/${data?.name ?? "*"}.ts`;
}
