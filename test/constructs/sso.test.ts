import type { EnvironmentVariable } from "../../constructs/pod-environment";
import {
  callbackUrl,
  cognitoIssuer,
  loginUrl,
  type SsoKind,
  type SsoProvider,
  ssoSettings,
} from "../../constructs/sso";

const clientSecretArn = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-dev/sso-AbCdEf";
const provider = (kind: SsoKind, rest: Partial<SsoProvider> = {}): SsoProvider => ({
  kind,
  clientId: "example",
  clientSecretArn,
  linkAccountsByEmail: false,
  ...rest,
});

/** Plain values by name; a reference to a secret as `name/key`. */
function environmentOf(...providers: SsoProvider[]): Record<string, string> {
  const told = (variable: EnvironmentVariable) =>
    "value" in variable
      ? variable.value
      : `${variable.valueFrom.secretKeyRef.name}/${variable.valueFrom.secretKeyRef.key}`;
  return Object.fromEntries(
    ssoSettings(providers).environment.map((variable) => [variable.name, told(variable)]),
  );
}

// Trap 6: the chart's example sets AUTH_OKTA_DOMAIN, which nobody reads.
it("tells Langfuse Okta's issuer", () => {
  expect(environmentOf(provider("okta", { issuer: "https://example.okta.com" }))).toEqual({
    AUTH_OKTA_CLIENT_ID: "example",
    AUTH_OKTA_CLIENT_SECRET: "langfuse-sso/okta-client-secret",
    AUTH_OKTA_ISSUER: "https://example.okta.com",
    AUTH_OKTA_ALLOW_ACCOUNT_LINKING: "false",
    AUTH_SSO_TIMEOUT: "10000",
  });
});

// Trap 8: the chart refuses some providers, and misspells `auth0`.
it.each<[SsoKind, string]>([
  ["auth0", "AUTH_AUTH0_CLIENT_ID"],
  ["authentik", "AUTH_AUTHENTIK_CLIENT_ID"],
  ["entra-id", "AUTH_AZURE_AD_CLIENT_ID"],
  ["github-enterprise", "AUTH_GITHUB_ENTERPRISE_CLIENT_ID"],
  ["jumpcloud", "AUTH_JUMPCLOUD_CLIENT_ID"],
  ["oidc", "AUTH_CUSTOM_CLIENT_ID"],
  ["onelogin", "AUTH_ONELOGIN_CLIENT_ID"],
])("names the variables of %s as Langfuse reads them", (kind, name) => {
  expect(environmentOf(provider(kind))).toHaveProperty(name);
});

// Trap 9: the chart renders a boolean false as no value at all.
it("writes booleans and lists as text", () => {
  const environment = environmentOf(
    provider("google", { linkAccountsByEmail: true, allowedDomains: ["example.com", "example.org"] }),
    provider("keycloak", { checks: ["pkce", "state"], scopes: ["openid", "email"] }),
  );
  expect(environment).toMatchObject({
    AUTH_GOOGLE_ALLOW_ACCOUNT_LINKING: "true",
    AUTH_GOOGLE_ALLOWED_DOMAINS: "example.com,example.org",
    AUTH_KEYCLOAK_ALLOW_ACCOUNT_LINKING: "false",
    AUTH_KEYCLOAK_CHECKS: "pkce,state",
    AUTH_KEYCLOAK_SCOPE: "openid email",
  });
});

it("copies each client secret under its own key", () => {
  expect(ssoSettings([provider("okta"), provider("oidc")]).secret).toEqual({
    name: "langfuse-sso",
    data: {
      "okta-client-secret": { secretArn: clientSecretArn },
      "oidc-client-secret": { secretArn: clientSecretArn },
    },
  });
});

it("lets a client without a secret prove itself by PKCE", () => {
  const client = provider("cognito", { clientSecretArn: undefined, issuer: "https://example.com/pool" });
  expect(environmentOf(client)).toMatchObject({
    AUTH_COGNITO_CLIENT_AUTH_METHOD: "none",
    AUTH_COGNITO_CLIENT_SECRET: "none-because-the-client-is-public",
    AUTH_COGNITO_CHECKS: "pkce,state,nonce",
  });
  expect(ssoSettings([client]).secret.data).toEqual({});
});

it("asks Cognito for the nonce that it returns anyway", () => {
  expect(environmentOf(provider("cognito"))).toMatchObject({
    AUTH_COGNITO_CHECKS: "pkce,state,nonce",
    AUTH_COGNITO_CLIENT_SECRET: "langfuse-sso/cognito-client-secret",
  });
});

it.each([
  ["org_0123", { AUTH_WORKOS_ORGANIZATION_ID: "org_0123" }],
  ["conn_0123", { AUTH_WORKOS_CONNECTION_ID: "conn_0123" }],
])("signs in at WorkOS with %s and without asking for it", (target, expected) => {
  const environment = environmentOf(provider("workos", { target }));
  expect(Object.keys(environment).filter((name) => /ORGANIZATION|CONNECTION/.test(name))).toHaveLength(1);
  expect(environment).toMatchObject(expected);
});

it("tells Langfuse that an own GitLab is its own issuer", () => {
  expect(environmentOf(provider("gitlab", { url: "https://gitlab.example.com" }))).toMatchObject({
    AUTH_GITLAB_URL: "https://gitlab.example.com",
    AUTH_GITLAB_ISSUER: "https://gitlab.example.com",
  });
});

it("maps the claims of a generic provider", () => {
  const claims = { email: "upn", name: "unique_name", subject: "sub" };
  expect(environmentOf(provider("oidc", { claims, ignoredTokenFields: ["a", "b"] }))).toMatchObject({
    LANGFUSE_CUSTOM_SSO_EMAIL_CLAIM: "upn",
    LANGFUSE_CUSTOM_SSO_NAME_CLAIM: "unique_name",
    LANGFUSE_CUSTOM_SSO_SUB_CLAIM: "sub",
    AUTH_IGNORE_ACCOUNT_FIELDS: "a,b",
  });
});

it("sets nothing where nobody signs in over SSO", () => {
  expect(ssoSettings([])).toMatchObject({ environment: [], secret: { data: {} } });
});

it("computes the address to which a provider returns, to the letter", () => {
  expect(callbackUrl("entra-id", "langfuse.example.com")).toBe(
    "https://langfuse.example.com/api/auth/callback/azure-ad",
  );
  expect(callbackUrl("oidc", "langfuse.example.com")).toBe(
    "https://langfuse.example.com/api/auth/callback/custom",
  );
  expect(loginUrl("github-enterprise", "langfuse.example.com")).toBe(
    "https://langfuse.example.com/auth/sso-initiate?provider=github-enterprise",
  );
});

it("finds a user pool's issuer from its id", () => {
  expect(cognitoIssuer("eu-west-1_AbCdEfGhI")).toBe(
    "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI",
  );
});
