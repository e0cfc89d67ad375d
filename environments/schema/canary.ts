import { z } from "zod";
import { image } from "./fields";

/** Sends a trace each minute by the way of the applications and reads it back, masked (`services/reference-service`). It
 *  writes into the first project, as environment `canary`. */
export const canary = z.discriminatedUnion("kind", [
  /** Nothing proves that a trace sent is a trace seen. */
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("enabled"),
    /** Repository and digest. */
    image,
  }),
]);
