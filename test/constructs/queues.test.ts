import { queueScript } from "../../constructs/queue-script";
import { ingestionQueueNames, queueNames, queueVariables, shardNames } from "../../constructs/queues";
import langfuse from "../chart/langfuse-env-4.16.json";

/** Filled by Langfuse's own cloud alone. */
const foreign = [
  "cloud-free-tier-usage-threshold-queue",
  "cloud-spend-alert-queue",
  "cloud-usage-metering-queue",
  "metering-data-postgres-export-queue",
];

it("names every queue of this version of Langfuse that somebody fills here", () => {
  expect([...queueNames, ...foreign].sort()).toEqual(langfuse.queues);
});

it("tells Langfuse, by every variable that it has for it, into how many queues to split", () => {
  const known = [...new Set([...langfuse.web, ...langfuse.worker])].filter((name) =>
    name.endsWith("_SHARD_COUNT"),
  );
  expect(Object.keys(queueVariables).sort()).toEqual(known.sort());
  expect(new Set(Object.values(queueVariables))).toEqual(new Set(["1"]));
});

it("names the shards of a queue as Langfuse does: the first without a number", () => {
  expect(shardNames({ name: "ingestion-queue", shards: 3 })).toEqual([
    "ingestion-queue",
    "ingestion-queue-1",
    "ingestion-queue-2",
  ]);
});

it("scales by the two queues of ingestion", () => {
  expect(ingestionQueueNames).toEqual(["otel-ingestion-queue", "ingestion-queue"]);
});

it("hands the script its queues by name", () => {
  expect(queueScript(["a", "b-1"])).toMatch(
    /^local prefix = "bull"\nlocal queues = \{ "a", "b-1" \}\n-- Depth/,
  );
});
