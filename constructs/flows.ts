import { backupVerifications } from "./backup-stores";
import { clickhouse } from "./clickhouse";
import { keeper } from "./clickhouse-keeper";
import { langfuse } from "./langfuse";
import { maskingGateway } from "./masking-gateway";
import type { NetworkName } from "./networks";
import { observabilityFlows } from "./observability-flows";
import { RESTORED_PORT } from "./restore-test";
import { type WorkloadName, workloadNames } from "./workloads";

/** One side of a flow. */
export type Party = WorkloadName | NetworkName;

/** A permission to connect. */
export interface Flow {
  readonly from: readonly Party[];
  readonly to: Party;
  /** Of the pod that answers, not of the service before it. */
  readonly port: number;
  /** @default ["TCP"] */
  readonly protocols?: readonly ("TCP" | "UDP")[];
  readonly why: string;
}

const HTTPS = 443;
/** Mail, by a relay that offers STARTTLS. */
const SUBMISSION = 587;
const POSTGRES = 5432;
const VALKEY = 6379;

/** All that pods may say to each other and to the world; nothing else passes. Network policies and
 *  `runbooks/network-flows.md` are made of this list. Kubelets always reach the pods of their node. */
export const flows: readonly Flow[] = [
  { from: workloadNames, to: "cluster-dns", port: 53, protocols: ["UDP", "TCP"], why: "names" },
  {
    from: ["load-balancer"],
    to: "web",
    port: langfuse.webPort,
    why: "people, reads, and without a masking gateway whatever is written",
  },
  {
    from: ["load-balancer"],
    to: "masking-gateway",
    port: maskingGateway.port,
    why: "whatever applications write",
  },
  {
    from: ["load-balancer"],
    to: "masking-gateway",
    port: maskingGateway.operationsPort,
    why: "whether it is ready",
  },
  { from: ["masking-gateway"], to: "web", port: langfuse.webPort, why: "the same, masked" },
  {
    from: ["worker"],
    to: "masking-gateway",
    port: maskingGateway.operationsPort,
    why: "the callback of the enterprise edition",
  },
  {
    from: [
      "web",
      "worker",
      "migration",
      "database-role",
      "background-migrations",
      "postgres-rows",
      "restore-drill-postgres",
    ],
    to: "data-subnets",
    port: POSTGRES,
    why: "Postgres",
  },
  {
    from: ["web", "worker", "keda", "valkey-exporter"],
    to: "data-subnets",
    port: VALKEY,
    why: "queues, their length and their age",
  },
  { from: ["web", "worker"], to: "clickhouse", port: clickhouse.httpPort, why: "traces" },
  { from: ["reconcile"], to: "clickhouse", port: clickhouse.httpPort, why: "which events have rows" },
  {
    from: ["migration"],
    to: "clickhouse",
    port: clickhouse.nativePort,
    why: "the migration tool speaks the native protocol",
  },
  { from: ["clickhouse-backup"], to: "clickhouse", port: clickhouse.nativePort, why: "backups" },
  { from: ["clickhouse"], to: "internet", port: HTTPS, why: "backups in S3, and credentials for them" },
  { from: ["restore-drill"], to: "clickhouse", port: clickhouse.nativePort, why: "how many rows there are" },
  { from: ["restore-drill"], to: "internet", port: HTTPS, why: "backups in S3, and credentials for them" },
  {
    from: ["restore-drill-postgres"],
    to: "data-subnets",
    port: RESTORED_PORT,
    why: "the Postgres that was restored for a test",
  },
  { from: ["restore-drill-postgres"], to: "pod-identity", port: 80, why: "credentials for AWS Backup" },
  { from: ["restore-drill-postgres"], to: "internet", port: HTTPS, why: "AWS Backup and RDS" },
  { from: ["web", "worker", "reconcile"], to: "pod-identity", port: 80, why: "credentials for S3" },
  {
    from: ["web", "worker"],
    to: "internet",
    port: HTTPS,
    why: "S3 by its public addresses, identity providers, language models, webhooks",
  },
  { from: ["reconcile"], to: "internet", port: HTTPS, why: "S3 by its public addresses" },
  { from: ["clickhouse"], to: "clickhouse", port: clickhouse.nativePort, why: "queries over all replicas" },
  { from: ["clickhouse"], to: "clickhouse", port: clickhouse.interserverPort, why: "parts" },
  { from: ["clickhouse", "clickhouse-operator"], to: "keeper", port: keeper.port, why: "who has which part" },
  { from: ["keeper"], to: "keeper", port: keeper.raftPort, why: "agreement" },
  {
    from: ["clickhouse-operator"],
    to: "clickhouse",
    port: clickhouse.httpPort,
    why: "schemas of new replicas, metrics",
  },
  {
    from: ["clickhouse-operator", "external-secrets", "keda", "keda-metrics", "prometheus-operator"],
    to: "kubernetes-api",
    port: HTTPS,
    why: "custom resources",
  },
  {
    from: ["prometheus", "kube-state-metrics", "grafana", "crd-upgrade"],
    to: "kubernetes-api",
    port: HTTPS,
    why: "where targets are, how objects are, which dashboards there are, new kinds",
  },
  { from: ["external-secrets"], to: "pod-identity", port: 80, why: "credentials for Secrets Manager" },
  { from: ["yace"], to: "pod-identity", port: 80, why: "credentials for CloudWatch" },
  { from: ["yace"], to: "internet", port: HTTPS, why: "CloudWatch" },
  {
    from: ["blackbox-exporter", "canary"],
    to: "internet",
    port: HTTPS,
    why: "Langfuse by its public address",
  },
  { from: ["prometheus"], to: "pod-identity", port: 80, why: "credentials for long-term storage" },
  { from: ["prometheus"], to: "internet", port: HTTPS, why: "long-term storage, where there is one" },
  { from: ["grafana"], to: "internet", port: HTTPS, why: "identity providers" },
  { from: backupVerifications, to: "pod-identity", port: 80, why: "credentials to look at backups" },
  { from: backupVerifications, to: "internet", port: HTTPS, why: "backups, by AWS's public addresses" },
  { from: ["alertmanager"], to: "pod-identity", port: 80, why: "credentials for topics" },
  { from: ["alertmanager"], to: "internet", port: HTTPS, why: "receivers of alerts" },
  { from: ["alertmanager"], to: "internet", port: SUBMISSION, why: "mails about alerts" },

  { from: ["external-secrets"], to: "secrets-manager", port: HTTPS, why: "values of Secrets" },
  { from: ["keda-metrics"], to: "keda", port: 9666, why: "lengths of queues, for the autoscaler" },
  { from: ["kubernetes-api"], to: "keda-metrics", port: 6443, why: "metrics of autoscaling" },
  ...observabilityFlows,
];
