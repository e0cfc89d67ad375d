import { maskingPolicy } from "@langfuse-aws/masking";
import { z } from "zod";

/** Without users' ids: their key is a secret, and a secret stands in no policy file. */
const masking = maskingPolicy.superRefine(({ userId }, context) => {
  if (userId.action !== "keep")
    context.addIssue({
      code: "custom",
      path: ["userId"],
      message: "is set by GATEWAY_USER_ID_ACTION and GATEWAY_USER_ID_KEY_FILE; leave it out here",
    });
});

const project = z.strictObject({
  /** Replaces the policy of all for this project.
   *  @default the policy of all */
  masking: masking.optional(),
  /** Media go past the gateway, straight to S3, as they are.
   *  @default false */
  media: z.boolean().default(false),
  /** Lets agents write by the Model Context Protocol; their messages are masked.
   *  @default false */
  mcp: z.boolean().default(false),
});

/** The policy file: what is masked, for all, and for projects by their public keys. */
export const policyFile = z.strictObject({
  masking: masking.prefault({}),
  projects: z
    .record(z.string().regex(/^pk-lf-\S+$/, "must be a project's public key such as 'pk-lf-…'"), project)
    .default({}),
});

export type PolicyFile = z.output<typeof policyFile>;
export type ProjectPolicy = z.output<typeof project>;
