import { z } from "zod";
import { dnsName, listOf, secretArn, text } from "./fields";
import {
  ANY_ADDRESS,
  address,
  anyClientId,
  buttonName,
  certainSecretExpiry,
  client,
  clientId,
  GUID,
  idTokenAlgorithm,
  oauth,
  oidc,
  scopes,
  secretExpiry,
} from "./sso-fields";

const okta = z.strictObject({
  kind: z.literal("okta"),
  ...oidc,
  /** The organization, or one of its custom authorization servers. */
  issuer: address(
    /^https:\/\/[a-z0-9-]+(?<!-admin)\.(okta|oktapreview|okta-emea|okta-gov)\.com(\/oauth2\/\w+)?$/,
    "must be 'https://example.okta.com' or an authorization server such as 'https://example.okta.com/oauth2/default', " +
      "never the '-admin' host; with a custom domain use the kind 'oidc'",
  ),
});

const entraId = z.strictObject({
  kind: z.literal("entra-id"),
  ...oauth,
  /** Under 'Certificates & secrets': two years at most, and nobody at Entra ID tells when it ends. */
  clientSecretExpires: certainSecretExpiry,
  clientId: clientId(
    GUID,
    "must be the application (client) id, a GUID under 'Overview' of the app registration",
  ),
  /** One tenant: others' e-mail addresses are proven by nobody. */
  tenantId: text(
    GUID,
    "must be the directory (tenant) id, a GUID under 'Overview' of the app registration; 'common' lets in every tenant",
  ),
});

const google = z.strictObject({
  kind: z.literal("google"),
  ...oauth,
  clientId: clientId(/^\S+\.apps\.googleusercontent\.com$/, "must end with '.apps.googleusercontent.com'"),
  /** Workspace domains whose members may sign in; without them everybody with a Google account could. */
  allowedDomains: listOf(dnsName).min(
    1,
    "must name a domain, or everybody with a Google account can sign in",
  ),
});

const cognito = z.strictObject({
  kind: z.literal("cognito"),
  linkAccountsByEmail: client.linkAccountsByEmail,
  pool: z.discriminatedUnion("kind", [
    /** A pool of our own, for who has no identity provider; administrators make its accounts. */
    z.strictObject({
      kind: z.literal("create"),
      /** Of the sign-in page, `https://<prefix>.auth.<region>.amazoncognito.com`; unique in the region, over all accounts. */
      domainPrefix: text(
        /^(?!.*(aws|amazon|cognito))[a-z0-9](-?[a-z0-9]){2,62}$/,
        "must be 3 to 63 lower-case letters, digits and single hyphens, without 'aws', 'amazon' and 'cognito'",
      ),
    }),
    z.strictObject({
      kind: z.literal("existing"),
      id: text(/^[a-z]{2}(-[a-z]+)+-\d_\w+$/, "must be the id of a user pool such as 'eu-west-1_AbCdEfGhI'"),
      clientId: anyClientId,
      clientSecretArn: secretArn,
    }),
  ]),
});

const keycloak = z.strictObject({
  kind: z.literal("keycloak"),
  ...oidc,
  issuer: address(
    /^https:\/\/[^/?#\s]+(\/[^/?#\s]+)*\/realms\/[^/?#\s]+$/,
    "must be the address of a realm such as 'https://keycloak.example.com/realms/example'",
  ),
  name: buttonName,
  scopes,
  idTokenAlgorithm,
});

const auth0 = z.strictObject({
  kind: z.literal("auth0"),
  ...oidc,
  issuer: address(
    /^https:\/\/[a-z0-9-]+(\.[a-z]{2}(-\d)?)?\.auth0\.com$/,
    "must be a tenant such as 'https://example.eu.auth0.com'; with a custom domain use the kind 'oidc'",
  ),
});

const github = z.strictObject({ kind: z.literal("github"), ...oauth });

const githubEnterprise = z.strictObject({
  kind: z.literal("github-enterprise"),
  ...oauth,
  baseUrl: address(
    /^https:\/\/(?!(www\.)?github\.com$)[^/?#\s]+$/,
    "must be an own server such as 'https://github.example.com'; for github.com use the kind 'github'",
  ),
});

const gitlab = z.strictObject({
  kind: z.literal("gitlab"),
  ...oidc,
  url: address(
    ANY_ADDRESS,
    "must be 'https://gitlab.com' or an own instance such as 'https://gitlab.example.com'",
  ),
});

const workos = z.strictObject({
  kind: z.literal("workos"),
  ...client,
  /** What signs in; without it Langfuse asks people to type an id. */
  target: text(
    /^(org|conn)_\w+$/,
    "must be the id of an organization, 'org_…', or of a connection, 'conn_…'",
  ),
});

const authentik = z.strictObject({
  kind: z.literal("authentik"),
  ...oidc,
  issuer: address(
    /^https:\/\/[^/?#\s]+\/application\/o\/[^/?#\s]+$/,
    "must be the address of an application such as 'https://authentik.example.com/application/o/langfuse'",
  ),
  idTokenAlgorithm,
});

const onelogin = z.strictObject({
  kind: z.literal("onelogin"),
  ...oidc,
  issuer: address(
    /^https:\/\/[a-z0-9-]+\.onelogin\.com$/,
    "must be 'https://example.onelogin.com' alone: Langfuse adds '/oidc/2' itself",
  ),
});

const jumpcloud = z.strictObject({
  kind: z.literal("jumpcloud"),
  ...oidc,
  issuer: address(
    /^https:\/\/oauth\.id(\.[a-z]{2})?\.jumpcloud\.com$/,
    "must be 'https://oauth.id.jumpcloud.com', or that of another region",
  ),
});

/** Whatever else speaks OpenID Connect. */
const generic = z.strictObject({
  kind: z.literal("oidc"),
  ...oidc,
  /** Stated, because it differs from provider to provider. */
  clientSecretExpires: secretExpiry,
  issuer: address(
    ANY_ADDRESS,
    "must be the address under which '/.well-known/openid-configuration' answers, such as 'https://login.example.com'",
  ),
  name: buttonName,
  scopes,
  idTokenAlgorithm,
  /** Names of the claims that say who somebody is. */
  claims: z
    .strictObject({ email: z.string().min(1), name: z.string().min(1), subject: z.string().min(1) })
    .default({ email: "email", name: "name", subject: "sub" }),
  /** Fields of the token endpoint's answer for which Langfuse has no column, such as `not-before-policy`: with one the
   *  first login fails, and the web pods log "Unknown argument" with its name. */
  ignoredTokenFields: listOf(text(/^[\w-]+$/, "must be the name of a field")).default([]),
});

/** One identity provider, of those that Langfuse 4.16 reads (web/src/server/auth.ts). */
const provider = z.discriminatedUnion("kind", [
  auth0,
  authentik,
  cognito,
  entraId,
  generic,
  github,
  githubEnterprise,
  gitlab,
  google,
  jumpcloud,
  keycloak,
  okta,
  onelogin,
  workos,
]);

/** Identity providers, each with a button on the sign-in page; an empty list leaves passwords. */
export const sso = z.array(provider);
