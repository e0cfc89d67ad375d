import { CLICKHOUSE_KINDS, type Worsening } from "../worsening";

/** Of ClickHouse and its Keeper. */
export const clickhouse: readonly Worsening[] = [
  {
    assertion: "a drain takes one copy of ClickHouse and one keeper at a time, and leaves a quorum",
    what: "no pod may go",
    kinds: CLICKHOUSE_KINDS,
    change: [/"pdbMaxUnavailable":1/, '"pdbMaxUnavailable":0'],
  },
  {
    assertion: "no two pods of ClickHouse or Keeper share a zone or a node, and Langfuse's version is served",
    what: "copies beside each other",
    kinds: CLICKHOUSE_KINDS,
    change: [/DoNotSchedule/g, "ScheduleAnyway"],
  },
  {
    assertion:
      "ClickHouse is one cluster 'default' of one shard, with the copies and keepers of the environment",
    what: "one copy",
    kinds: CLICKHOUSE_KINDS,
    change: [/"replicasCount":\d/g, '"replicasCount":1'],
  },
  {
    assertion: "ClickHouse's volumes are encrypted, can grow and outlive everything that uses them",
    what: "volumes that go with their pod",
    kinds: CLICKHOUSE_KINDS,
    change: [/"reclaimPolicy":"Retain"/g, '"reclaimPolicy":"Delete"'],
  },
  {
    assertion: "ClickHouse's logs are bounded, as files and as tables, from the first start",
    what: "tables that grow",
    kinds: ["ClickHouseInstallation"],
    change: [/<ttl>[^<]*<\/ttl>/g, ""],
  },
];
