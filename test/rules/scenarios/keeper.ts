import type { Level, Levels, Scenarios } from "../scenario";

const of = (metric: string, member: number) =>
  `${metric}{job="clickhouse-keeper",pod="chk-langfuse-default-0-${member}-0"}`;

/** Which members answer, which of them leads, and how many follow it. */
const members = (answering: readonly Level[], leader: Level, followers: Level): Levels => ({
  ...Object.fromEntries(answering.map((level, member) => [of("up", member), level])),
  [of("ClickHouseAsyncMetrics_KeeperIsLeader", 0)]: leader,
  [of("ClickHouseAsyncMetrics_KeeperSyncedFollowers", 0)]: followers,
  // Followers answer as well, with zero.
  [of("ClickHouseAsyncMetrics_KeeperIsLeader", 1)]: answering[1] === 1 ? 0 : "gone",
  [of("ClickHouseAsyncMetrics_KeeperSyncedFollowers", 1)]: answering[1] === 1 ? 0 : "gone",
});

const limit = "langfuse:limit:keeper_members";

export const keeper: readonly Scenarios[] = [
  {
    alert: "ClickHouseKeeperQuorumLost",
    fires: [
      {
        when: "two of three members stop answering, and the third still believes that it leads",
        healthy: members([1, 1, 0], 1, 1),
        broken: members([1, 0, 0], 1, 1),
        says: "ClickHouse Keeper has no majority: every table turns read-only, and workers drop what they fail to write.",
      },
      {
        when: "two of five members are left",
        healthy: { ...members([1, 1, 1, 0, 0], 1, 2), [limit]: 5 },
        broken: members([1, 1, 0, 0, 0], 1, 2),
      },
      {
        when: "all answer, and none leads",
        healthy: members([1, 1, 1], 1, 2),
        broken: members([1, 1, 1], 0, 2),
      },
      {
        when: "all answer, and nobody follows the leader",
        healthy: members([1, 1, 1], 1, 1),
        broken: members([1, 1, 1], 1, 0),
      },
      {
        when: "all of five answer, and one of four follows the leader",
        healthy: { ...members([1, 1, 1, 1, 1], 1, 2), [limit]: 5 },
        broken: members([1, 1, 1, 1, 1], 1, 1),
      },
      {
        when: "all members are gone, and their series with them",
        healthy: members([1, 1, 1], 1, 2),
        broken: members(["gone", "gone", "gone"], "gone", "gone"),
      },
      {
        when: "the only member stops answering",
        healthy: { ...members([1], 1, 0), [limit]: 1 },
        broken: members([0], "gone", "gone"),
      },
    ],
    silent: [
      {
        when: "one of three members is replaced",
        series: members([1, 1, 1], 1, 2),
        next: members([1, 1, 0], 1, 1),
      },
    ],
  },
  {
    alert: "ClickHouseKeeperMemberDown",
    fires: [
      {
        when: "one of three members stops answering",
        healthy: members([1, 1, 1], 1, 2),
        broken: members([1, 1, 0], 1, 1),
        says: "Only 2 members of ClickHouse Keeper answer; another loss stops all writes.",
      },
      {
        when: "all members are gone",
        healthy: members([1, 1, 1], 1, 2),
        broken: members(["gone", "gone", "gone"], "gone", "gone"),
      },
    ],
    silent: [{ when: "the environment has one member", series: { ...members([1], 1, 0), [limit]: 1 } }],
  },
];
