import { z } from "zod";
import { text } from "./fields";

/** Who may deploy from continuous integration. */
export const delivery = z.strictObject({
  /** GitHub repository, as `owner/name`, whose environment of the same name as ours may assume the deploy role.
   *  GitHub signs tokens of repositories made, renamed or moved since mid-2026 as `owner@id/name@id`: write that then
   *  (https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims). */
  repository: text(
    /^[A-Za-z0-9][A-Za-z0-9-]{0,38}(@\d{1,20})?\/(?!.*\.git$)[A-Za-z0-9._-]{1,100}(@\d{1,20})?$/,
    "must be a GitHub repository as 'owner/name' or 'owner@id/name@id', without a scheme or '.git'",
  ),
  /** Creates GitHub's identity provider, of which an AWS account holds one; false where it already exists. */
  createOidcProvider: z.boolean(),
});
