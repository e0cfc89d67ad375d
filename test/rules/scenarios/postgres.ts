import type { Scenarios } from "../scenario";

const INSTANCE = "langfuse-prod-postgres";
const GIB = 2 ** 30;

const of = (metric: string) => `${metric}{job="yace",dimension_DBInstanceIdentifier="${INSTANCE}"}`;
const labels = { dimension_DBInstanceIdentifier: INSTANCE };

const free = of("aws_rds_free_storage_space_minimum");
const connections = of("aws_rds_database_connections_maximum");
const transactions = of("aws_rds_maximum_used_transaction_ids_maximum");
const processors = of("aws_rds_cpuutilization_average");

export const postgres: readonly Scenarios[] = [
  {
    alert: "PostgresStorageLow",
    fires: [
      {
        when: "less than a tenth of the first 100 GiB is left and RDS adds nothing",
        healthy: { [free]: 10.5 * GIB },
        broken: { [free]: 9.5 * GIB },
        labels,
        says: "langfuse-prod-postgres has 9.5GiB left.",
      },
    ],
    silent: [{ when: "CloudWatch says nothing", series: { [free]: "gone" } }],
  },
  {
    alert: "PostgresConnectionsHigh",
    fires: [
      {
        when: "more than 85 % of 400 connections are taken",
        healthy: { [connections]: 340 },
        broken: { [connections]: 350 },
        labels,
        says: "langfuse-prod-postgres holds 350 connections, more than 85 % of what it allows; without one, web and worker answer with errors.",
      },
    ],
  },
  {
    alert: "PostgresTransactionIdWraparound",
    fires: [
      {
        when: "a billion transaction ids are in use",
        healthy: { [transactions]: 1_000_000_000 },
        broken: { [transactions]: 1_050_000_000 },
        labels,
        says: "langfuse-prod-postgres has 1.05G transaction ids in use; at 2.1 G it refuses every write.",
      },
    ],
  },
  {
    alert: "PostgresCpuHigh",
    fires: [
      {
        when: "the processors are busy for half an hour",
        healthy: { [processors]: 85 },
        broken: { [processors]: 90 },
        labels,
        says: "langfuse-prod-postgres has used 90 % of its processors for half an hour.",
      },
    ],
  },
];
