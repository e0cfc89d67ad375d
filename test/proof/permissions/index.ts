import { forwardingClaims } from "./account-services";
import { awsBackupClaims } from "./aws-backup";
import { backupVerifyClaims } from "./backup-verify";
import type { Claims, World } from "./claim";
import { replicationClaims } from "./copies";
import { deployClaims, planClaims } from "./delivery";
import { clusterClaims, flowLogClaims, monitoringClaims, nodeClaims } from "./machinery";
import { clickhouseClaims, langfuseClaims } from "./object-writers";
import { alertmanagerClaims, prometheusClaims } from "./optional";
import { restoreDrillClaims } from "./restore-drill";
import { postgresRestoreDrillClaims, restoreTestClaims } from "./restore-test";
import { externalSecretsClaims, reconcileClaims, yaceClaims } from "./workloads";

/** What each role may do and may not, by the role's name without the environment's prefix. */
export const roleClaims: Readonly<Record<string, (world: World) => Claims>> = {
  langfuse: langfuseClaims,
  backup: awsBackupClaims,
  "backup-verify": backupVerifyClaims,
  "replicate-blobs": replicationClaims("blobs", { here: "data_key_key", there: "copies_data_key_key" }),
  "replicate-backups": replicationClaims("backups", {
    here: "backups_key_key",
    there: "copies_backups_key_key",
  }),
  "restore-drill": restoreDrillClaims,
  "restore-drill-postgres": postgresRestoreDrillClaims,
  "postgres-restore-test": restoreTestClaims,
  reconcile: reconcileClaims,
  clickhouse: clickhouseClaims,
  "external-secrets": externalSecretsClaims,
  yace: yaceClaims,
  alertmanager: alertmanagerClaims,
  prometheus: prometheusClaims,
  cluster: clusterClaims,
  node: nodeClaims,
  "vpc-flow-log": flowLogClaims,
  "postgres-monitoring": monitoringClaims,
  "forward-events": forwardingClaims,
  deploy: deployClaims,
  plan: planClaims,
};
