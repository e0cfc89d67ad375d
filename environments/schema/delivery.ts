import { z } from "zod";

/** Who may deploy from continuous integration. */
export const delivery = z.strictObject({
  /** GitHub repository, as `owner/name`, whose environment of the same name as ours may assume the deploy role. */
  repository: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/,
      "must be a GitHub repository as 'owner/name', without a scheme or '.git'",
    ),
  /** Creates GitHub's identity provider, of which an AWS account holds one; false where it already exists. */
  createOidcProvider: z.boolean(),
});
