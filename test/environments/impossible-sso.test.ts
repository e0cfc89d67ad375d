import { client, google, okta, withProviders } from "../support/identity-providers";

describe("an identity provider is refused for", () => {
  it("a kind that Langfuse does not know", () => {
    expect(withProviders({ ...client, kind: "octa" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 'auth0', 'authentik', 'cognito', 'entra-id', 'oidc', 'github', 'github-enterprise', 'gitlab', 'google', 'jumpcloud', 'keycloak', 'okta', 'onelogin' or 'workos'
        → at sso[0].kind: "octa""
    `);
  });

  it("Okta's administration host", () => {
    expect(withProviders({ ...okta, issuer: "https://example-admin.okta.com" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 'https://example.okta.com' or an authorization server such as 'https://example.okta.com/oauth2/default', never the '-admin' host; with a custom domain use the kind 'oidc'
        → at sso[0].issuer: "https://example-admin.okta.com""
    `);
  });

  it("Okta's domain, as the chart's example has it", () => {
    const { issuer: _, ...rest } = okta;
    expect(withProviders({ ...rest, domain: "example.okta.com" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be 'https://example.okta.com' or an authorization server such as 'https://example.okta.com/oauth2/default', never the '-admin' host; with a custom domain use the kind 'oidc'
        → at sso[0].issuer: missing
      ✖ nothing reads this key; here are known: kind, clientId, clientSecretArn, clientSecretExpires, linkAccountsByEmail, checks, clientAuthMethod, issuer
        → at sso[0].domain"
    `);
  });

  it("an issuer without TLS", () => {
    expect(withProviders({ ...okta, issuer: "http://example.okta.com" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must start with 'https://': a client secret travels there
        → at sso[0].issuer: "http://example.okta.com""
    `);
  });

  it("an issuer with a slash at its end", () => {
    expect(withProviders({ ...okta, issuer: "https://example.okta.com/" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must not end with '/'
        → at sso[0].issuer: "https://example.okta.com/""
    `);
  });

  it("a Google client id that is none", () => {
    expect(withProviders({ ...google, clientId: "0123456789" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must end with '.apps.googleusercontent.com'
        → at sso[0].clientId"
    `);
  });

  it("a Keycloak without a realm", () => {
    const keycloak = {
      ...client,
      kind: "keycloak",
      name: "Example",
      issuer: "https://keycloak.example.com",
    };
    expect(withProviders(keycloak)).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the address of a realm such as 'https://keycloak.example.com/realms/example'
        → at sso[0].issuer: "https://keycloak.example.com""
    `);
  });

  it("OneLogin's issuer with the path that Langfuse adds", () => {
    const issuer = "https://example.onelogin.com/oidc/2";
    expect(withProviders({ ...client, kind: "onelogin", issuer })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 'https://example.onelogin.com' alone: Langfuse adds '/oidc/2' itself
        → at sso[0].issuer: "https://example.onelogin.com/oidc/2""
    `);
  });

  it("a custom domain at Auth0", () => {
    const issuer = "https://login.example.com";
    expect(withProviders({ ...client, kind: "auth0", issuer })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a tenant such as 'https://example.eu.auth0.com'; with a custom domain use the kind 'oidc'
        → at sso[0].issuer: "https://login.example.com""
    `);
  });

  it("github.com as an own server", () => {
    const baseUrl = "https://github.com";
    expect(withProviders({ ...client, kind: "github-enterprise", baseUrl })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be an own server such as 'https://github.example.com'; for github.com use the kind 'github'
        → at sso[0].baseUrl: "https://github.com""
    `);
  });

  it("a pool whose sign-in page takes a reserved name", () => {
    const pool = { kind: "create", domainPrefix: "cognito-example" };
    expect(withProviders({ kind: "cognito", linkAccountsByEmail: true, pool })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 3 to 63 lower-case letters, digits and single hyphens, without 'aws', 'amazon' and 'cognito'
        → at sso[0].pool.domainPrefix: "cognito-example""
    `);
  });
});
