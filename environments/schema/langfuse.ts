import { z } from "zod";
import { text } from "./fields";

/** One kind of pod: how many of them, and how large each is. */
const pods = z.strictObject({
  minReplicas: z.int().min(1).max(50),
  /** The autoscaler stops here; every pod holds `connectionsPerPod` connections to Postgres. */
  maxReplicas: z.int().min(1).max(100),
  /** Virtual CPUs reserved for each pod; it may use more when its node is idle. Langfuse wants 2, and 1 for a trial. */
  cpus: z.number().min(1).max(16),
  /** Memory of each pod, in GiB; three quarters of it are Node's heap. Langfuse wants 4. */
  memoryGib: z.int().min(4).max(64),
});

const majorVersion = (message: string) => z.int({ error: message }).min(2, message).max(20, message);

/** Langfuse itself. */
export const langfuse = z.strictObject({
  /** Release of Langfuse, for web, worker and migration. A newer one migrates the stores before its pods start; an older
   *  one does not migrate back. */
  version: text(
    /^([4-9]|[1-9]\d)\.\d+\.\d+$/,
    "must be an exact version, 4.0.0 or newer, such as '4.16.0'; https://github.com/langfuse/langfuse/releases has them",
  ),
  /** In which tables traces are written, which decides what clients must be able to do:
   *  - `legacy`: the tables of version 3, for clients of any age; the new user interface stays empty;
   *  - `dual`: both, for clients of any age, at twice the storage and load; on the way to the next one;
   *  - `events_only`: the wide table of version 4; clients from Python 3 and JavaScript 4 on are accepted, from 4.7 and
   *    5.4 on their traces show at once. Older clients, and most reads of the first API, are refused.
   *  https://langfuse.com/self-hosting/upgrade/upgrade-guides/upgrade-v3-to-v4 (2026-11) */
  writeMode: z.enum(["legacy", "dual", "events_only"]),
  /** Major versions of the oldest clients that send traces here. */
  oldestClients: z.strictObject({
    python: majorVersion("must be the major version of the package 'langfuse', such as 4"),
    javascript: majorVersion("must be the major version of '@langfuse/tracing' or 'langfuse', such as 5"),
  }),
  /** User interface and API; scaled by their CPU. */
  web: pods,
  /** Ingestion, evaluations, exports, deletions; scaled by the queues and by their CPU. */
  worker: pods,
  /** Connections that one pod may hold to Postgres. Too few show as time-outs of the pool in the logs. */
  connectionsPerPod: z.int().min(2).max(100),
});
