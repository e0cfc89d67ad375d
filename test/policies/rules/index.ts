import type { Rule } from "../rule";
import { accessRules } from "./access";
import { auditRules } from "./audit";
import { backupRules } from "./backups";
import { bucketPolicyRules } from "./bucket-policies";
import { bucketRefusalRules } from "./bucket-refusals";
import { cacheRules } from "./cache";
import { certificateRules } from "./certificates";
import { clickhouseRules } from "./clickhouse";
import { clusterRules } from "./cluster";
import { copyRules } from "./copies";
import { edgeRules } from "./edge";
import { endpointRules } from "./endpoints";
import { firewallRules } from "./firewall";
import { identityRules } from "./identity";
import { jobRules } from "./jobs";
import { keyRules } from "./keys";
import { kubernetesRules } from "./kubernetes";
import { langfuseRules } from "./langfuse";
import { networkRules } from "./network";
import { nodeRules } from "./nodes";
import { objectRules } from "./objects";
import { objectsOfOursRules } from "./objects-of-ours";
import { ownPolicyRules } from "./own-policies";
import { podRules } from "./pods";
import { postgresRules } from "./postgres";
import { postgresUpkeepRules } from "./postgres-upkeep";
import { recordRules } from "./records";
import { roleRules } from "./roles";
import { routeRules } from "./routes";
import { storageRules } from "./storage";
import { terraformRules } from "./terraform";
import { trustRules } from "./trust";
import { vaultRules } from "./vaults";

/** Every rule that every stack of every environment must satisfy. */
export const rules: readonly Rule[] = [
  ...networkRules,
  ...routeRules,
  ...accessRules,
  ...endpointRules,
  ...clusterRules,
  ...nodeRules,
  ...postgresRules,
  ...postgresUpkeepRules,
  ...cacheRules,
  ...storageRules,
  ...objectRules,
  ...backupRules,
  ...vaultRules,
  ...copyRules,
  ...bucketRefusalRules,
  ...bucketPolicyRules,
  ...edgeRules,
  ...certificateRules,
  ...firewallRules,
  ...identityRules,
  ...roleRules,
  ...trustRules,
  ...keyRules,
  ...recordRules,
  ...auditRules,
  ...langfuseRules,
  ...terraformRules,
  ...kubernetesRules,
  ...podRules,
  ...ownPolicyRules,
  ...jobRules,
  ...objectsOfOursRules,
  ...clickhouseRules,
];
