import { type EnvironmentVariable, secretVariable, variables, type WebSettings } from "./pod-environment";

/** Kubernetes Secret with the client secret of every identity provider. */
const SECRET = "langfuse-sso";

/** What Langfuse needs to know of one identity provider. Which fields belong to which kind is checked where an
 *  environment is read; a field that is absent is one that Langfuse leaves at its own default. */
export interface SsoProvider {
  readonly kind: SsoKind;
  readonly clientId: string;
  /** Secret that holds the client secret.
   * @default - a public client: it has no secret and proves itself by PKCE alone */
  readonly clientSecretArn?: string;
  readonly linkAccountsByEmail: boolean;
  readonly checks?: readonly string[];
  readonly clientAuthMethod?: string;
  readonly issuer?: string;
  readonly tenantId?: string;
  readonly baseUrl?: string;
  readonly url?: string;
  readonly name?: string;
  readonly target?: string;
  readonly allowedDomains?: readonly string[];
  readonly scopes?: readonly string[];
  readonly idTokenAlgorithm?: string;
  readonly claims?: { readonly email: string; readonly name: string; readonly subject: string };
  readonly ignoredTokenFields?: readonly string[];
}

/** Kind of an identity provider. */
export type SsoKind = keyof typeof PROVIDERS;

/** How Langfuse 4.16 names each provider: in its variables (web/src/env.mjs) and in its addresses (NextAuth's id). */
const PROVIDERS = {
  auth0: { variable: "AUTH0", id: "auth0" },
  authentik: { variable: "AUTHENTIK", id: "authentik" },
  cognito: { variable: "COGNITO", id: "cognito" },
  "entra-id": { variable: "AZURE_AD", id: "azure-ad" },
  github: { variable: "GITHUB", id: "github" },
  "github-enterprise": { variable: "GITHUB_ENTERPRISE", id: "github-enterprise" },
  gitlab: { variable: "GITLAB", id: "gitlab" },
  google: { variable: "GOOGLE", id: "google" },
  jumpcloud: { variable: "JUMPCLOUD", id: "jumpcloud" },
  keycloak: { variable: "KEYCLOAK", id: "keycloak" },
  oidc: { variable: "CUSTOM", id: "custom" },
  okta: { variable: "OKTA", id: "okta" },
  onelogin: { variable: "ONELOGIN", id: "onelogin" },
  workos: { variable: "WORKOS", id: "workos" },
} as const;

/** Address to enter at the identity provider as redirect or callback URL, to the letter. */
export function callbackUrl(kind: SsoKind, domain: string): string {
  return `https://${domain}/api/auth/callback/${PROVIDERS[kind].id}`;
}

/** Address that begins a login without the sign-in page, for a tile in the identity provider's portal. */
export function loginUrl(kind: SsoKind, domain: string): string {
  return `https://${domain}/auth/sso-initiate?provider=${PROVIDERS[kind].id}`;
}

/** Issuer of a Cognito user pool, of which AWS shows the id only. */
export function cognitoIssuer(poolId: string): string {
  const [region] = poolId.split("_");
  return `https://cognito-idp.${region}.amazonaws.com/${poolId}`;
}

/** The identity providers, as Langfuse's web pods read them. Everything is a variable of our own and nothing the chart's
 *  `langfuse.auth.providers`: the chart refuses Authentik, OneLogin and JumpCloud, spells a lower-case `auth0` wrongly,
 *  renders `false` as no value at all, and gives every client secret to the workers too. */
export function ssoSettings(providers: readonly SsoProvider[]): WebSettings {
  return {
    environment: providers.length === 0 ? [] : [...providers.flatMap(providerVariables), TIMEOUT],
    secret: {
      name: SECRET,
      data: Object.fromEntries(
        providers.flatMap(({ kind, clientSecretArn: secretArn }) =>
          secretArn === undefined ? [] : [[secretKey(kind), { secretArn }]],
        ),
      ),
    },
  };
}

/** Milliseconds. NextAuth gives up after 3.5 seconds, which a provider's cold token endpoint exceeds now and then. */
const TIMEOUT: EnvironmentVariable = { name: "AUTH_SSO_TIMEOUT", value: "10000" };

function providerVariables(provider: SsoProvider): EnvironmentVariable[] {
  const prefix = `AUTH_${PROVIDERS[provider.kind].variable}`;
  const { kind, clientSecretArn, claims, ignoredTokenFields = [] } = provider;
  return [
    ...variables(prefixed(prefix, options(provider))),
    clientSecretArn === undefined
      ? { name: `${prefix}_CLIENT_SECRET`, value: NO_SECRET }
      : secretVariable(`${prefix}_CLIENT_SECRET`, { name: SECRET, key: secretKey(kind) }),
    ...variables({
      LANGFUSE_CUSTOM_SSO_EMAIL_CLAIM: claims?.email,
      LANGFUSE_CUSTOM_SSO_NAME_CLAIM: claims?.name,
      LANGFUSE_CUSTOM_SSO_SUB_CLAIM: claims?.subject,
      AUTH_IGNORE_ACCOUNT_FIELDS: ignoredTokenFields.length > 0 ? ignoredTokenFields.join(",") : undefined,
    }),
  ];
}

/** Langfuse turns a provider on only when a client secret is set, whatever it is. With the method `none` NextAuth sends
 *  it to nobody, and the provider checks the PKCE verifier instead (observed with next-auth 4.24.15, 2026-11). */
const NO_SECRET = "none-because-the-client-is-public";

/** PKCE is the proof of a public client; and Cognito puts a nonce into tokens, which NextAuth refuses unless it asked. */
const COGNITO_CHECKS = ["pkce", "state", "nonce"];

function options(provider: SsoProvider): Record<string, string | undefined> {
  const { kind, target, url } = provider;
  return {
    CLIENT_ID: provider.clientId,
    // GitLab's issuer is its address; an answer that names an issuer Langfuse was not told is refused (RFC 9207).
    ISSUER: provider.issuer ?? url,
    URL: url,
    TENANT_ID: provider.tenantId,
    BASE_URL: provider.baseUrl,
    NAME: provider.name,
    SCOPE: provider.scopes?.join(" "),
    ALLOWED_DOMAINS: provider.allowedDomains?.join(","),
    ORGANIZATION_ID: target?.startsWith("org_") ? target : undefined,
    CONNECTION_ID: target?.startsWith("conn_") ? target : undefined,
    CHECKS: (kind === "cognito" ? COGNITO_CHECKS : provider.checks)?.join(","),
    CLIENT_AUTH_METHOD: provider.clientSecretArn === undefined ? "none" : provider.clientAuthMethod,
    ID_TOKEN_SIGNED_RESPONSE_ALG: provider.idTokenAlgorithm,
    ALLOW_ACCOUNT_LINKING: String(provider.linkAccountsByEmail),
  };
}

function secretKey(kind: SsoKind): string {
  return `${kind}-client-secret`;
}

function prefixed(prefix: string, values: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}_${name}`, value]));
}
