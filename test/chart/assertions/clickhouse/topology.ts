import type { Assertion } from "../../assertion";
import { clustersOf, installations, isClickHouse } from "../../clickhouse";
import { at, type CustomObject } from "../../kubernetes";

/** Migrations say ON CLUSTER default; a second shard or a new copy would hold other rows than the first. */
export const oneShard: Assertion = {
  name: "ClickHouse is one cluster 'default' of one shard, with the copies and keepers of the environment",
  concerns: isClickHouse,
  problems: (release, { environment }) => {
    const { clickhouse, keeper } = installations(release);
    const [cluster, ...more] = clustersOf(clickhouse);
    const [members] = clustersOf(keeper);
    const { replicas, keepers } = environment.clickhouse;
    return [
      ...(more.length > 0 ? ["there is more than one cluster"] : []),
      ...(at(cluster, "name") === "default" ? [] : [`the cluster is named '${at(cluster, "name")}'`]),
      ...unequal("shards", at(cluster, "layout", "shardsCount"), 1),
      ...unequal("copies", at(cluster, "layout", "replicasCount"), replicas),
      ...unequal("keepers", at(members, "layout", "replicasCount"), keepers),
      ...(keepers % 2 === 1
        ? []
        : [`${keepers} keepers survive no more than ${keepers - 1}; use an odd number`]),
      ...(hasKeeper(clickhouse) ? [] : ["no Keeper is named, and tables would not be replicated"]),
    ];
  },
};

function unequal(what: string, actual: unknown, wanted: number): string[] {
  return actual === wanted ? [] : [`there are ${actual} ${what} instead of ${wanted}`];
}

function hasKeeper(clickhouse: CustomObject): boolean {
  const nodes = at(clickhouse, "spec", "configuration", "zookeeper", "nodes");
  return Array.isArray(nodes) && nodes.length > 0;
}
