import { type Assertion, everyRelease } from "../assertion";
import { nameOf } from "../kubernetes";
import langfuse from "../langfuse-env-4.16.json";

/** A misspelt key is an empty queue to whoever watches it: no scaling, no alert. */
export const realQueues: Assertion = {
  name: "whoever watches a queue names its Redis key and its metric as this version does",
  concerns: everyRelease,
  problems: ({ objects }) =>
    objects
      .filter(({ kind }) => kind !== "CustomResourceDefinition")
      .flatMap((object) =>
        queueProblems(JSON.stringify(object)).map((problem) => `${nameOf(object)}: ${problem}`),
      ),
};

const keys = /bull:([^\s:"',]+):(?:wait|active|paused|delayed|prioritized|failed|completed)\b/g;

/** What is wrong with the queues named in a text. Version 4 has no metric for the length of a queue, but for its depth. */
export function queueProblems(text: string): string[] {
  const named = [...text.matchAll(keys)].map(([, queue = ""]) => queue);
  const unknown = named.filter((queue) => !langfuse.queues.includes(queue.replace(/-\d+$/, "")));
  const gone = text.match(/langfuse[._]queue[._]\w+?[._]length/g) ?? [];
  return [
    ...new Set(
      unknown.map((queue) => `Langfuse ${langfuse.version} has no queue '${queue}' under the prefix 'bull'`),
    ),
    ...new Set(gone.map((metric) => `Langfuse ${langfuse.version} has no metric '${metric}'; use its depth`)),
  ];
}
