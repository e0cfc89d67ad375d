import { z } from "zod";
import { cluster } from "./cluster";
import { blobs, cache, postgres } from "./data";
import { delivery } from "./delivery";
import { edge } from "./edge";
import { accountId, region, slug } from "./fields";
import { network } from "./network";
import { rotations } from "./rotations";
import { checkEnvironment } from "./rules";

/** Everything in which one installation of the platform differs from another. */
export const environmentSchema = z
  .strictObject({
    /** Part of every physical name. This value cannot be changed after the first deployment. */
    name: slug,
    accountId,
    region,
    /** Three availability zones of the region. This value cannot be changed after the first deployment. */
    zones: z.array(z.string()).length(3, "must name three availability zones"),
    /** `production` when people depend on it: standby, a NAT per zone, long backups and a closed interface are then
     *  demanded of this file. `best-effort` may be down for an hour, or lost. */
    serviceLevel: z.enum(["best-effort", "production"]),
    /** Deletion protection, final snapshots and refusal to destroy whatever holds data. */
    protectData: z.boolean(),
    /** Tags of every resource, beside `environment`, `managed-by` and `application`. */
    tags: z.record(z.string().regex(/^[a-z][a-z0-9:_-]*$/), z.string().min(1).max(256)),
    network,
    edge,
    postgres,
    cache,
    blobs,
    rotations,
    cluster,
    delivery,
  })
  .superRefine(checkEnvironment);

/** One validated environment. */
export type Environment = z.infer<typeof environmentSchema>;

/** What an environment file states, before validation. */
export type EnvironmentInput = z.input<typeof environmentSchema>;

/** Validates one environment file.
 *  @throws one error that lists every problem with its path */
export function defineEnvironment(input: EnvironmentInput): Environment {
  const result = environmentSchema.safeParse(input);
  if (result.success) return result.data;
  throw new Error(`environments/${String(input.name)}.ts is invalid:\n${z.prettifyError(result.error)}`);
}
