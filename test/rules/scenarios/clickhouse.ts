import type { Scenarios } from "../scenario";

const POD = "chi-langfuse-default-0-0-0";
const OTHER = "chi-langfuse-default-0-1-0";
const GIB = 2 ** 30;

const of = (metric: string, pod = POD) => `${metric}{job="clickhouse",namespace="clickhouse",pod="${pod}"}`;
const labels = { job: "clickhouse", namespace: "clickhouse", pod: POD };

const answers = (pod: string) => of("up", pod);
const third = answers("chi-langfuse-default-0-2-0");

const selects = of("ClickHouseProfileEvents_SelectQuery");
const failures = of("ClickHouseProfileEvents_FailedSelectQuery");
const available = of("ClickHouseAsyncMetrics_DiskAvailable_default");
const total = of("ClickHouseAsyncMetrics_DiskTotal_default");

const aborted = 'clickhouse_operator_chi_reconciles_aborted{job="clickhouse-operator",chi="langfuse"}';
const hostErrors = 'clickhouse_operator_host_reconciles_errors{job="clickhouse-operator",chi="langfuse"}';

export const clickhouse: readonly Scenarios[] = [
  {
    alert: "ClickHouseUnavailable",
    fires: [
      {
        when: "the last replica stops answering",
        healthy: { [answers(POD)]: 1, [answers(OTHER)]: 0 },
        broken: { [answers(POD)]: 0 },
        says: "No replica of ClickHouse answers: traces cannot be read, and workers drop what they fail to write.",
      },
      {
        when: "all replicas are gone, and their series with them",
        healthy: { [answers(POD)]: 1, [answers(OTHER)]: 1 },
        broken: { [answers(POD)]: "gone", [answers(OTHER)]: "gone" },
      },
    ],
  },
  {
    alert: "ClickHouseReplicaDown",
    fires: [
      {
        when: "one of three replicas stops answering",
        healthy: { [answers(POD)]: 1, [answers(OTHER)]: 1, [third]: 1 },
        broken: { [third]: 0 },
        says: "Only 2 replicas of ClickHouse answer; another loss may be an outage.",
      },
      {
        when: "one of three replicas is gone",
        healthy: { [answers(POD)]: 1, [answers(OTHER)]: 1, [third]: 1 },
        broken: { [third]: "gone" },
      },
      {
        when: "all are gone",
        healthy: { [answers(POD)]: 1, [answers(OTHER)]: 1, [third]: 1 },
        broken: { [answers(POD)]: "gone", [answers(OTHER)]: "gone", [third]: "gone" },
      },
    ],
    silent: [
      {
        when: "the environment has one replica",
        series: { [answers(POD)]: 1, "langfuse:limit:clickhouse_replicas": 1 },
      },
    ],
  },
  {
    alert: "ClickHouseReplicaReadonly",
    fires: [
      {
        when: "one table is read-only",
        healthy: { [of("ClickHouseMetrics_ReadonlyReplica")]: 0 },
        broken: { [of("ClickHouseMetrics_ReadonlyReplica")]: 1 },
        labels,
        says: "1 tables of chi-langfuse-default-0-0-0 are read-only: workers that write there drop rows.",
      },
    ],
  },
  {
    alert: "ClickHouseInsertsRejected",
    fires: [
      {
        when: "inserts are refused",
        healthy: { [of("ClickHouseProfileEvents_RejectedInserts")]: 40 },
        broken: { [of("ClickHouseProfileEvents_RejectedInserts")]: "+0.1" },
        before: 30,
        forgets: 10,
        labels,
      },
    ],
    silent: [
      {
        when: "the server was restarted",
        series: { [of("ClickHouseProfileEvents_RejectedInserts")]: 40 },
        next: { [of("ClickHouseProfileEvents_RejectedInserts")]: 0 },
      },
    ],
  },
  {
    alert: "ClickHouseTooManyParts",
    fires: [
      {
        when: "a partition has more than 300 parts",
        healthy: { [of("ClickHouseAsyncMetrics_MaxPartCountForPartition")]: 300 },
        broken: { [of("ClickHouseAsyncMetrics_MaxPartCountForPartition")]: 310 },
        labels,
        says: "chi-langfuse-default-0-0-0 has 310 parts in one partition.",
      },
    ],
  },
  {
    alert: "ClickHouseReplicationLagging",
    fires: [
      {
        when: "a replica is more than five minutes behind",
        healthy: { [of("ClickHouseAsyncMetrics_ReplicasMaxAbsoluteDelay")]: 300 },
        broken: { [of("ClickHouseAsyncMetrics_ReplicasMaxAbsoluteDelay")]: 315 },
        labels,
        says: "chi-langfuse-default-0-0-0 is 5m 15s behind.",
      },
    ],
  },
  {
    alert: "ClickHouseMemoryHigh",
    fires: [
      {
        when: "more than nine tenths of the 8 GiB that the server allows itself are in use",
        healthy: { [of("ClickHouseMetrics_MemoryTracking")]: 7 * GIB },
        broken: { [of("ClickHouseMetrics_MemoryTracking")]: 7.5 * GIB },
        labels,
        says: "chi-langfuse-default-0-0-0 tracks 7.5GiB of memory, more than 90 % of what it allows itself.",
      },
    ],
  },
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
    ],
  },
];
