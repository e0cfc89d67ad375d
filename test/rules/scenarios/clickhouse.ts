import type { Scenarios } from "../scenario";

const POD = "chi-langfuse-default-0-0-0";
const OTHER = "chi-langfuse-default-0-1-0";
const GIB = 2 ** 30;

const of = (metric: string, pod = POD) => `${metric}{job="clickhouse",namespace="clickhouse",pod="${pod}"}`;
const labels = { job: "clickhouse", namespace: "clickhouse", pod: POD };

const answers = (pod: string) => of("up", pod);
const third = answers("chi-langfuse-default-0-2-0");

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
        broken: { [of("ClickHouseProfileEvents_RejectedInserts")]: "+0.09" },
        before: 30,
        forgets: 10,
        labels,
      },
      {
        when: "many inserts are refused",
        healthy: { [of("ClickHouseProfileEvents_RejectedInserts")]: 0 },
        broken: { [of("ClickHouseProfileEvents_RejectedInserts")]: "+4" },
        before: 30,
        rests: 10,
        forgets: 10,
        labels,
        says: "chi-langfuse-default-0-0-0 refused about 40 inserts within ten minutes.",
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
];
