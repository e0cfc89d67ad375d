import { z } from "zod";
import type { Environment } from "./index";
import type { Problem } from "./report";
import type { Rule } from "./rules";

/** Every trace, observation and score: ClickHouse, with Keeper as its memory of who has what. */
export const clickhouse = z.strictObject({
  /** `single` has one copy of every trace, `replicated` two or three in different zones. This value cannot be changed
   *  after the first deployment: tables of one copy do not become copies of each other. */
  topology: z.enum(["single", "replicated"]),
  /** Copies of every trace; a third zone lets one be replaced while another is lost. */
  replicas: z.int().min(1).max(3),
  /** Members of Keeper, one a zone; a majority must live, so 3 survive the loss of one. */
  keepers: z.literal([1, 3], {
    error:
      "must be 1 or 3: an even number survives no more losses than the odd one below it, and there are three zones",
  }),
  /** Virtual CPUs reserved for each replica; it may use more when its node is idle. */
  cpus: z.number().min(0.5).max(64),
  /** Memory of each replica, in GiB. Langfuse wants 8, and 16 beyond a trial. */
  memoryGib: z.int().min(8).max(512),
  /** Volume of each replica, in GiB; it can grow while mounted and never shrinks. */
  storageGib: z.int().min(20).max(16_384),
});

/** Virtual CPUs and GiB that Keeper and the node's own agents need beside a replica. */
const BESIDE = { cpus: 0.5, memoryGib: 2 };

/** The least memory that a node of each instance category has for each of its CPUs, in GiB. */
const GIB_PER_CPU: Readonly<Record<string, number>> = { m: 4, r: 8 };

/** What ClickHouse needs beside sound fields. */
export const clickhouseRules: readonly Rule[] = [
  copiesMatchTopology,
  keepersMatchTopology,
  aNodeHoldsAReplica,
  poolHoldsAll,
];

function* copiesMatchTopology({ clickhouse: { topology, replicas } }: Environment): Iterable<Problem> {
  if (topology === "single" && replicas > 1)
    yield {
      path: ["clickhouse", "replicas"],
      message:
        "must be 1 while topology is 'single', which is fixed at birth; " +
        "follow runbooks/procedures/clickhouse-single-to-replicated.md to move the data into a replicated one",
    };
  if (topology === "replicated" && replicas < 2)
    yield {
      path: ["clickhouse", "replicas"],
      message: "must be 2 or 3 while topology is 'replicated'; a new trial may choose 'single' instead",
    };
}

function* keepersMatchTopology({ clickhouse: { topology, keepers } }: Environment): Iterable<Problem> {
  if (topology === "replicated" && keepers < 3)
    yield {
      path: ["clickhouse", "keepers"],
      message: "must be 3 while topology is 'replicated': without Keeper every copy is read-only",
    };
}

function* aNodeHoldsAReplica({ clickhouse, cluster }: Environment): Iterable<Problem> {
  const { instanceCategories, instanceCpus } = cluster.pools.clickhouse;
  const cpus = Math.max(...instanceCpus.map(Number));
  const memoryGib = cpus * Math.max(...instanceCategories.map((category) => GIB_PER_CPU[category] ?? 0));
  if (clickhouse.cpus + BESIDE.cpus > cpus)
    yield {
      path: ["clickhouse", "cpus"],
      message: `must be at most ${cpus - BESIDE.cpus}, or allow larger nodes in cluster.pools.clickhouse.instanceCpus`,
    };
  if (clickhouse.memoryGib + BESIDE.memoryGib > memoryGib)
    yield {
      path: ["clickhouse", "memoryGib"],
      message: `must be at most ${memoryGib - BESIDE.memoryGib}, or allow larger nodes in cluster.pools.clickhouse`,
    };
}

function* poolHoldsAll({ clickhouse, cluster }: Environment): Iterable<Problem> {
  const { replicas, keepers, cpus } = clickhouse;
  const { instanceCpus, maxCpus } = cluster.pools.clickhouse;
  const sizes = instanceCpus.map(Number);
  const large = Math.min(...sizes.filter((size) => size >= cpus + BESIDE.cpus));
  const needed = replicas * large + Math.max(0, keepers - replicas) * Math.min(...sizes);
  // Smaller than one node is told by the pool itself; a replica that fits no node by the rule above.
  if (needed > maxCpus && maxCpus >= Math.min(...sizes) && Number.isFinite(needed))
    yield {
      path: ["cluster", "pools", "clickhouse", "maxCpus"],
      message: `must be at least ${needed}: every replica, and every member of Keeper, is on a node of its own`,
    };
}
