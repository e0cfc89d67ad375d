/** Last parts of the names of secrets that are copied to the second region: without them restored data cannot be read, or
 *  nobody is let in. */
export const COPIED_SECRETS = [
  "encryption-key",
  "nextauth-secret",
  "owner-password",
  "project-secret-key",
  "salt",
  "user-id-key",
];
