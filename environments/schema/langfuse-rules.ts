import type { Environment } from "./index";
import { maxConnections } from "./postgres-classes";
import type { Problem } from "./report";
import type { Rule } from "./rules";

const PROGRAMS = ["web", "worker"] as const;

/** What Langfuse needs beside sound fields. */
export const langfuseRules: readonly Rule[] = [
  clientsAreAccepted,
  maximumIsNoMinimum,
  aNodeHoldsAPod,
  connectionsFit,
];

/** The oldest major version of each client that `events_only` accepts. */
const OLDEST = { python: 3, javascript: 4 } as const;

function* clientsAreAccepted({ langfuse: { writeMode, oldestClients } }: Environment): Iterable<Problem> {
  if (writeMode !== "events_only") return;
  for (const client of ["python", "javascript"] as const)
    if (oldestClients[client] < OLDEST[client])
      yield {
        path: ["langfuse", "oldestClients", client],
        message:
          `must be at least ${OLDEST[client]} while writeMode is 'events_only', which refuses older clients; ` +
          "upgrade them, or choose 'dual' until they are",
      };
}

function* maximumIsNoMinimum({ langfuse }: Environment): Iterable<Problem> {
  for (const program of PROGRAMS) {
    const { minReplicas, maxReplicas } = langfuse[program];
    if (maxReplicas < minReplicas)
      yield {
        path: ["langfuse", program, "maxReplicas"],
        message: `must be at least minReplicas, which is ${minReplicas}`,
      };
  }
}

/** Virtual CPUs and GiB that the node's own agents need beside a pod. */
const BESIDE = { cpus: 0.5, memoryGib: 2 };

/** The least memory that a node of each instance category has for each of its CPUs, in GiB. */
const GIB_PER_CPU = { c: 2, m: 4, r: 8 } as const;

function* aNodeHoldsAPod({ langfuse, cluster }: Environment): Iterable<Problem> {
  for (const program of PROGRAMS) yield* nodeProblems(["langfuse", program], langfuse[program], cluster);
}

/** Why no node of the general pool holds a pod of this size. */
export function* nodeProblems(
  path: readonly string[],
  pod: { readonly cpus: number; readonly memoryGib: number },
  { pools }: Pick<Environment["cluster"], "pools">,
): Iterable<Problem> {
  const { instanceCategories, instanceCpus } = pools.general;
  const cpus = Math.max(...instanceCpus.map(Number));
  const memoryGib = cpus * Math.max(...instanceCategories.map((category) => GIB_PER_CPU[category]));
  if (pod.cpus + BESIDE.cpus > cpus)
    yield {
      path: [...path, "cpus"],
      message: `must be at most ${cpus - BESIDE.cpus}, or allow larger nodes in cluster.pools.general.instanceCpus`,
    };
  if (pod.memoryGib + BESIDE.memoryGib > memoryGib)
    yield {
      path: [...path, "memoryGib"],
      message: `must be at most ${memoryGib - BESIDE.memoryGib}, or allow larger nodes in cluster.pools.general`,
    };
}

/** Beside full scale: a pod more of each program during a rollout, and the migration. */
const EXTRA_PODS = 3;

function* connectionsFit({ langfuse, postgres }: Environment): Iterable<Problem> {
  const { web, worker, connectionsPerPod } = langfuse;
  const pods = web.maxReplicas + worker.maxReplicas + EXTRA_PODS;
  // The rest is for people, for metrics and for what RDS reserves.
  const available = Math.floor(maxConnections(postgres.instanceClass) * 0.8);
  if (pods * connectionsPerPod > available)
    yield {
      path: ["langfuse", "connectionsPerPod"],
      message:
        `must be at most ${Math.floor(available / pods)}: ${pods} pods at full scale share ${available} connections, ` +
        `80 % of those of ${postgres.instanceClass}; or lower maxReplicas, or choose a larger class`,
    };
}
