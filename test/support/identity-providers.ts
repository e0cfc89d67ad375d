import { reportOn } from "./environment-file";

/** An ARN that the sample environment may read. */
export const SECRET = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/sso-AbCdEf";

/** What every identity provider has. */
export const client = {
  clientId: "0oa0123456789ABCDEFG",
  clientSecretArn: SECRET,
  linkAccountsByEmail: true,
};

/** A sound Okta. */
export const okta = {
  kind: "okta",
  ...client,
  issuer: "https://example.okta.com",
} as const;

/** A sound Google. */
export const google = {
  kind: "google",
  ...client,
  clientId: "0123-abcd.apps.googleusercontent.com",
  allowedDomains: ["example.com"],
} as const;

/** A sound one that Langfuse does not know by name. */
export const generic = {
  kind: "oidc",
  ...client,
  clientSecretExpires: "never",
  issuer: "https://login.example.com",
  name: "Example",
} as const;

/** The report on the sample with these identity providers. */
export const withProviders = (...sso: readonly unknown[]) => reportOn({ sso });
