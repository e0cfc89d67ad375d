import { type GrafanaProvider, type GrafanaSignIn, signInSection } from "../../constructs/grafana-sign-in";

const application: GrafanaSignIn = {
  clientId: "grafana",
  clientSecretArn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/sso/grafana-AbCdEf",
  groupsClaim: "groups",
  viewers: "everybody",
  editors: ["platform"],
};

const section = (provider: GrafanaProvider, changes: Partial<GrafanaSignIn> = {}) =>
  signInSection(provider, { ...application, ...changes });

const okta = { kind: "okta", issuer: "https://example.okta.com" } as const;

describe("Grafana asks each provider at its own addresses", () => {
  it.each<[GrafanaProvider, string, string, string, string]>([
    [
      okta,
      "okta",
      "https://example.okta.com/oauth2/v1/authorize",
      "https://example.okta.com/oauth2/v1/token",
      "https://example.okta.com/oauth2/v1/userinfo",
    ],
    [
      { kind: "okta", issuer: "https://example.okta.com/oauth2/default" },
      "okta",
      "https://example.okta.com/oauth2/default/v1/authorize",
      "https://example.okta.com/oauth2/default/v1/token",
      "https://example.okta.com/oauth2/default/v1/userinfo",
    ],
    [
      { kind: "github-enterprise", baseUrl: "https://github.example.com" },
      "github",
      "https://github.example.com/login/oauth/authorize",
      "https://github.example.com/login/oauth/access_token",
      "https://github.example.com/api/v3/user",
    ],
    [
      { kind: "gitlab", url: "https://gitlab.example.com" },
      "gitlab",
      "https://gitlab.example.com/oauth/authorize",
      "https://gitlab.example.com/oauth/token",
      "https://gitlab.example.com/api/v4",
    ],
    [
      { kind: "auth0", issuer: "https://example.eu.auth0.com" },
      "generic_oauth",
      "https://example.eu.auth0.com/authorize",
      "https://example.eu.auth0.com/oauth/token",
      "https://example.eu.auth0.com/userinfo",
    ],
    [
      { kind: "authentik", issuer: "https://authentik.example.com/application/o/grafana" },
      "generic_oauth",
      "https://authentik.example.com/application/o/authorize/",
      "https://authentik.example.com/application/o/token/",
      "https://authentik.example.com/application/o/userinfo/",
    ],
    [
      { kind: "jumpcloud", issuer: "https://oauth.id.jumpcloud.com" },
      "generic_oauth",
      "https://oauth.id.jumpcloud.com/oauth2/auth",
      "https://oauth.id.jumpcloud.com/oauth2/token",
      "https://oauth.id.jumpcloud.com/userinfo",
    ],
    [
      { kind: "keycloak", issuer: "https://keycloak.example.com/realms/example" },
      "generic_oauth",
      "https://keycloak.example.com/realms/example/protocol/openid-connect/auth",
      "https://keycloak.example.com/realms/example/protocol/openid-connect/token",
      "https://keycloak.example.com/realms/example/protocol/openid-connect/userinfo",
    ],
    [
      { kind: "onelogin", issuer: "https://example.onelogin.com" },
      "generic_oauth",
      "https://example.onelogin.com/oidc/2/auth",
      "https://example.onelogin.com/oidc/2/token",
      "https://example.onelogin.com/oidc/2/me",
    ],
  ])("%o", (provider, name, auth_url, token_url, api_url) => {
    expect(section(provider)).toMatchObject({ name, settings: { auth_url, token_url, api_url } });
  });

  it("Entra ID of one tenant, whose answer is in the token", () => {
    const tenantId = "00000000-0000-4000-8000-000000000001";
    const { name, settings } = section({ kind: "entra-id", tenantId });
    expect({ name, ...settings }).toMatchObject({
      name: "azuread",
      auth_url: `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/authorize`,
      token_url: `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
      allowed_organizations: tenantId,
    });
    expect(settings).not.toHaveProperty("api_url");
  });

  it("of the kinds oidc and cognito, those that are named", () => {
    const endpoints = {
      authorization: "https://a.example.com",
      token: "https://t.example.com",
      userInfo: "https://u.example.com",
    };
    expect(section({ kind: "cognito" }, { endpoints }).settings).toMatchObject({
      auth_url: "https://a.example.com",
      token_url: "https://t.example.com",
      api_url: "https://u.example.com",
    });
    expect(() => section({ kind: "oidc" })).toThrow(
      "the addresses of provider 'oidc' are not known; name them in 'grafana.signIn.endpoints'",
    );
  });
});

describe("who comes in", () => {
  it("is everybody at the provider, and editors are members of their groups", () => {
    expect(section(okta).settings).toMatchObject({
      role_attribute_strict: true,
      org_mapping: '["*:1:Viewer","platform:1:Editor"]',
      org_attribute_path: "groups",
    });
  });

  it("is nobody but the members of groups, where groups are named", () => {
    const { settings } = section(okta, { viewers: ["support"], editors: [] });
    expect(settings.org_mapping).toBe('["support:1:Viewer"]');
  });

  it("is a group whose name holds a colon", () => {
    const { settings } = section(okta, { viewers: ["Team::Ops"], editors: [] });
    expect(JSON.parse(String(settings.org_mapping))).toEqual(["Team\\:\\:Ops:1:Viewer"]);
  });

  it("is known by a claim whose name is no plain word", () => {
    const { settings } = section(
      { kind: "auth0", issuer: "https://example.auth0.com" },
      { groupsClaim: "cognito:groups" },
    );
    expect(settings.org_attribute_path).toBe('`"cognito:groups"`');
  });

  it("is of the workspace's domains, and Google is asked for groups only when they count", () => {
    const google = { kind: "google", allowedDomains: ["example.com", "example.org"] } as const;
    expect(section(google).settings).toMatchObject({
      allowed_domains: "example.com example.org",
      scopes: expect.stringContaining("cloud-identity.groups.readonly"),
    });
    expect(section(google, { editors: [] }).settings.scopes).toBe("openid email profile");
  });
});

it("holds no secret", () => {
  expect(JSON.stringify(section(okta))).not.toMatch(/secret/i);
});
