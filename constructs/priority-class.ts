import type { Manifest } from "./manifests";

interface PriorityClass extends Manifest {
  readonly value: number;
  readonly description: string;
}

/** Names of the priority classes, for pods; a pod without one comes after all of them. */
export const priorityClasses = {
  /** ClickHouse and Keeper. */
  data: "data",
  /** Small, and what frees capacity again: without KEDA no worker is ever scaled down. */
  controllers: "controllers",
  /** Prometheus and what it asks: whoever looks at a full cluster must see it. */
  observability: "observability",
  /** Web and worker: whatever the autoscaler may add must not push out what it depends on. */
  langfuse: "langfuse",
  /** Scheduled jobs that can wait for room, or for the next time. */
  operations: "operations",
} as const;

/** Who goes when the nodes are full, from the last to the first. */
export function priorityClassManifests(): PriorityClass[] {
  return [
    priorityClass(priorityClasses.data, 300_000, "Holds data"),
    priorityClass(priorityClasses.controllers, 200_000, "Keeps everything else running"),
    priorityClass(priorityClasses.observability, 150_000, "Tells people what is wrong"),
    priorityClass(
      priorityClasses.langfuse,
      100_000,
      "Serves users, in as many replicas as there is room for",
    ),
    priorityClass(priorityClasses.operations, 50_000, "Looks after the rest by the clock, and can wait"),
  ];
}

function priorityClass(name: string, value: number, description: string): PriorityClass {
  return {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name },
    value,
    description,
  };
}
