import type { Scenarios } from "../scenario";

const POD = "chi-langfuse-default-0-0-0";
const GIB = 2 ** 30;

const of = (metric: string) => `${metric}{job="clickhouse",namespace="clickhouse",pod="${POD}"}`;
const labels = { job: "clickhouse", namespace: "clickhouse", pod: POD };

const selects = of("ClickHouseProfileEvents_SelectQuery");
const failures = of("ClickHouseProfileEvents_FailedSelectQuery");
const available = of("ClickHouseAsyncMetrics_DiskAvailable_default");
const total = of("ClickHouseAsyncMetrics_DiskTotal_default");

const aborted = 'clickhouse_operator_chi_reconciles_aborted{job="clickhouse-operator",chi="langfuse"}';
const hostErrors = 'clickhouse_operator_host_reconciles_errors{job="clickhouse-operator",chi="langfuse"}';

/** Queries, volumes and the operator. */
export const clickhouseData: readonly Scenarios[] = [
  {
    alert: "ClickHouseQueriesFailing",
    fires: [
      {
        when: "more than a tenth of the queries fail",
        healthy: { [selects]: "+100", [failures]: "+9.5" },
        broken: { [failures]: "+10.8" },
        before: 30,
        reacts: 3,
        forgets: 10,
      },
      {
        when: "all of the few queries of a night fail",
        healthy: { [selects]: "+4", [failures]: 0 },
        broken: { [failures]: "+4" },
        before: 30,
        reacts: 7,
        forgets: 10,
      },
      {
        when: "every query fails, more than three a minute",
        healthy: { [selects]: "+2.9", [failures]: "+2.9" },
        broken: { [selects]: "+3.2", [failures]: "+3.2" },
        before: 30,
        reacts: 3,
        forgets: 10,
        says: "100% of the queries fail: pages of traces and dashboards stay empty.",
      },
    ],
    silent: [{ when: "nobody asks anything", series: { [selects]: 500, [failures]: 20 } }],
  },
  {
    alert: "ClickHouseDataLost",
    fires: [
      {
        when: "a replica says that a part exists nowhere",
        healthy: { [of("ClickHouseProfileEvents_ReplicatedDataLoss")]: 0 },
        broken: { [of("ClickHouseProfileEvents_ReplicatedDataLoss")]: "+0.06" },
        before: 30,
        forgets: 15,
        labels,
      },
      {
        when: "it says so again and again",
        healthy: { [of("ClickHouseProfileEvents_ReplicatedDataLoss")]: 0 },
        broken: { [of("ClickHouseProfileEvents_ReplicatedDataLoss")]: "+2" },
        before: 30,
        rests: 15,
        forgets: 15,
        labels,
        says: "chi-langfuse-default-0-0-0 reports about 30 parts that exist on no replica.",
      },
    ],
    silent: [
      {
        when: "it happened long ago",
        series: { [of("ClickHouseProfileEvents_ReplicatedDataLoss")]: 2 },
      },
    ],
  },
  {
    alert: "ClickHouseDiskAlmostFull",
    fires: [
      {
        when: "less than a tenth is left",
        healthy: { [total]: 100 * GIB, [available]: 10 * GIB },
        broken: { [available]: 9.5 * GIB },
        labels,
        says: "chi-langfuse-default-0-0-0 has 9.5% of its volume left.",
      },
    ],
  },
  {
    alert: "ClickHouseDiskFillingSoon",
    fires: [
      {
        // At the start of the trouble 57.6 of 150 are left: four days at 0.01 a minute.
        when: "it is full within four days at the pace of six hours",
        healthy: { [total]: 150, [available]: "61.62-0.01" },
        broken: { [available]: "-0.01" },
        after: { [available]: 140 },
        before: 405,
        labels,
        says: "At the pace of the last six hours the volume of chi-langfuse-default-0-0-0 is full within four days.",
        step: 5,
      },
      {
        when: "it fills faster, and less than two fifths are left",
        healthy: { [total]: 100_000, [available]: "44000-10" },
        broken: { [available]: "-10" },
        after: { [available]: 90_000 },
        before: 405,
        labels,
        step: 5,
      },
    ],
  },
  {
    alert: "ClickHouseReconcileFailing",
    fires: [
      {
        when: "a change was given up",
        healthy: { [aborted]: 3, [hostErrors]: 5 },
        broken: { [aborted]: "+0.03" },
        before: 60,
        forgets: 30,
      },
      {
        when: "a host could not be changed",
        healthy: { [aborted]: 3, [hostErrors]: 5 },
        broken: { [hostErrors]: "+0.03" },
        before: 60,
        forgets: 30,
      },
      {
        when: "it tries the same again and again",
        healthy: { [aborted]: 0, [hostErrors]: 0 },
        broken: { [aborted]: "+0.5" },
        before: 60,
        rests: 30,
        forgets: 30,
        says: "The operator gave up about 15 times within half an hour; a change is half made.",
      },
    ],
  },
];
