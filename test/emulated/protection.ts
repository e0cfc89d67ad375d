import { defineEnvironment, type Environment } from "../../environments/schema";
import type { Exception } from "./artefacts";

/** Every guard of a protected environment besides `lifecycle.prevent_destroy`: all that a plan may change once somebody
 *  means to delete the environment. */
export const GUARDS: readonly Exception[] = [
  {
    type: "aws_eks_cluster",
    attribute: "deletion_protection",
    since: "6.9.0",
    reason: "the cluster refuses to be deleted",
  },
  {
    type: "aws_lb",
    attribute: "enable_deletion_protection",
    reason: "the load balancer refuses to be deleted",
  },
  {
    type: "aws_s3_bucket",
    attribute: "force_destroy",
    reason: "a bucket with objects refuses to be deleted",
  },
  {
    type: "aws_backup_vault",
    attribute: "force_destroy",
    reason: "a vault with copies refuses to be deleted",
  },
  { type: "aws_db_instance", attribute: "deletion_protection", reason: "the database refuses to be deleted" },
  {
    type: "aws_db_instance",
    attribute: "apply_immediately",
    reason: "changes wait for the maintenance window",
  },
  { type: "aws_db_instance", attribute: "delete_automated_backups", reason: "backups outlive the database" },
  { type: "aws_db_instance", attribute: "skip_final_snapshot", reason: "a snapshot outlives the database" },
  {
    type: "aws_db_instance",
    attribute: "final_snapshot_identifier",
    reason: "a snapshot outlives the database",
  },
  {
    type: "aws_elasticache_replication_group",
    attribute: "apply_immediately",
    reason: "changes wait for the maintenance window",
  },
  {
    type: "aws_elasticache_replication_group",
    attribute: "final_snapshot_identifier",
    reason: "a snapshot outlives the cache",
  },
  {
    type: "aws_secretsmanager_secret",
    attribute: "recovery_window_in_days",
    reason: "a deleted secret can be restored for 30 days",
  },
];

/** The environment as somebody edits its file who means to delete it: `runbooks/procedures/destroy.md`. */
export function unprotected(environment: Environment): Environment {
  return defineEnvironment({ ...environment, serviceLevel: "best-effort", protectData: false });
}
