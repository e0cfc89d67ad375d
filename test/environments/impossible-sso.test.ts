import { defineEnvironment } from "../../environments/schema";
import { environmentFile, reportOn } from "../support/environment-file";

const SECRET = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/sso-AbCdEf";
const client = {
  clientId: "0oa0123456789ABCDEFG",
  clientSecretArn: SECRET,
  linkAccountsByEmail: true,
};
const okta = {
  kind: "okta",
  ...client,
  issuer: "https://example.okta.com",
} as const;
const google = {
  kind: "google",
  ...client,
  clientId: "0123-abcd.apps.googleusercontent.com",
  allowedDomains: ["example.com"],
} as const;

const withProviders = (...sso: readonly unknown[]) => reportOn({ sso });

describe("an identity provider is refused for", () => {
  it("a client secret written into the file, which the report does not repeat", () => {
    const { clientSecretArn: _, ...rest } = okta;
    expect(withProviders({ ...rest, clientSecret: "hunter2" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be the ARN of a secret in Secrets Manager; runbooks/procedures/sign-in.md makes one
        → at sso[0].clientSecretArn: missing
      ✖ a secret never stands here; put it into Secrets Manager, write its ARN as 'clientSecretArn', and replace it if this file was committed
        → at sso[0].clientSecret"
    `);
  });

  it("a client secret in place of its ARN, which the report does not repeat", () => {
    expect(withProviders({ ...okta, clientSecretArn: "hunter2" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the full ARN of a secret in Secrets Manager, with the six characters at its end, and never the secret itself; 'aws secretsmanager list-secrets' prints ARNs
        → at sso[0].clientSecretArn"
    `);
  });

  it("no client secret at all", () => {
    expect(withProviders({ ...okta, clientSecretArn: undefined })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the ARN of a secret in Secrets Manager; runbooks/procedures/sign-in.md makes one
        → at sso[0].clientSecretArn: missing"
    `);
  });

  it("an ARN without the six characters at its end", () => {
    const clientSecretArn = SECRET.replace("-AbCdEf", "");
    expect(withProviders({ ...okta, clientSecretArn })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the full ARN of a secret in Secrets Manager, with the six characters at its end, and never the secret itself; 'aws secretsmanager list-secrets' prints ARNs
        → at sso[0].clientSecretArn"
    `);
  });

  it("a secret of another region, account or environment", () => {
    const clientSecretArn = "arn:aws:secretsmanager:us-east-1:222222222222:secret:okta-AbCdEf";
    expect(withProviders({ ...okta, clientSecretArn })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must begin with 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/', because nothing else may be read; copy it there
        → at sso[0].clientSecretArn: "arn:aws:secretsmanager:us-east-1:222222222222:secret:okta-AbCdEf""
    `);
  });

  it("a client secret in place of the client id, which the report does not repeat", () => {
    const clientId = "GOCSPX-abcdefghijklmnopqrstuvwx";
    expect(withProviders({ ...google, clientId })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ looks like a client secret; write the id here, and replace the secret if this file was committed
        → at sso[0].clientId"
    `);
  });

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
      ✖ nothing reads this key; here are known: kind, clientId, clientSecretArn, linkAccountsByEmail, checks, clientAuthMethod, issuer
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

  it("every tenant of Entra ID", () => {
    const clientId = "00000000-0000-4000-8000-000000000000";
    expect(
      withProviders({
        ...client,
        kind: "entra-id",
        clientId,
        tenantId: "common",
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the directory (tenant) id, a GUID under 'Overview' of the app registration; 'common' lets in every tenant
        → at sso[0].tenantId: "common""
    `);
  });

  it("everybody with a Google account", () => {
    expect(withProviders({ ...google, allowedDomains: [] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (3 problems):
      ✖ must name a domain, or everybody with a Google account can sign in
        → at sso[0].allowedDomains: an empty list
      ✖ could never sign in: Langfuse creates this account with a password, and only a provider that admits the address may take it over; set its linkAccountsByEmail to true, or name an owner whom it admits
        → at access.first.owner.email: "owner@example.com"
      ✖ is refused a password, and no provider in sso admits it; add one or remove the domain
        → at access.enforcedSsoDomains[0]: "example.com""
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

  it("a WorkOS client that asks people for an id", () => {
    expect(withProviders({ ...client, kind: "workos", clientId: "client_0123" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the id of an organization, 'org_…', or of a connection, 'conn_…'
        → at sso[0].target: missing"
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

  it("an existing pool with its client secret in the file", () => {
    const pool = {
      kind: "existing",
      id: "eu-west-1_AbCdEfGhI",
      clientId: "0123",
      clientSecret: "hunter2",
    };
    expect(withProviders({ kind: "cognito", linkAccountsByEmail: true, pool })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be the ARN of a secret in Secrets Manager; runbooks/procedures/sign-in.md makes one
        → at sso[0].pool.clientSecretArn: missing
      ✖ a secret never stands here; put it into Secrets Manager, write its ARN as 'clientSecretArn', and replace it if this file was committed
        → at sso[0].pool.clientSecret"
    `);
  });

  it("logins that can be forged", () => {
    expect(withProviders({ ...okta, checks: [] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must name at least one of 'pkce', 'state' and 'nonce', or logins can be forged
        → at sso[0].checks: an empty list"
    `);
  });

  it("scopes without the address by which Langfuse knows people", () => {
    const generic = {
      ...client,
      kind: "oidc",
      name: "Example",
      issuer: "https://login.example.com",
    };
    expect(withProviders({ ...generic, scopes: ["openid", "profile"] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must contain 'openid' and 'email': Langfuse knows people by their e-mail address
        → at sso[0].scopes: a list of 2"
    `);
  });

  it("a second one of its kind", () => {
    expect(withProviders(okta, google, okta)).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is there already, and Langfuse has one place for each kind; write this one as kind 'oidc'
        → at sso[2].kind: "okta""
    `);
  });

  it("a second generic one", () => {
    const generic = {
      ...client,
      kind: "oidc",
      name: "Example",
      issuer: "https://login.example.com",
    };
    expect(
      withProviders(generic, {
        ...generic,
        issuer: "https://login.example.org",
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is there already, and Langfuse has one place for it; put a broker in front of the two
        → at sso[1].kind: "oidc""
    `);
  });
});

describe("a provider that vouches for everybody is refused", () => {
  const github = {
    kind: "github",
    ...client,
    clientId: "Ov23liABCDEFGHIJKLMN",
  };

  it("where its users become members", () => {
    expect(withProviders(github)).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ vouches for everybody who registers there; set access.defaultMembership to 'invited-only', or use a provider of your own
        → at sso[0].kind: "github""
    `);
  });

  it("where the whole internet reaches the sign-in page", () => {
    expect(
      reportOn({
        serviceLevel: "best-effort",
        sso: [{ ...client, kind: "gitlab", url: "https://gitlab.com" }],
        "edge.interfaceAllowList": "anyone",
        "access.defaultMembership": { kind: "invited-only" },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ vouches for everybody who registers there; list networks in edge.interfaceAllowList, or set access.newUsers to 'nobody' when your people are in
        → at sso[0].kind: "gitlab""
    `);
  });

  it("no longer when nobody new gets in, or when it is the company's own", () => {
    expect(reportOn({ sso: [github], "access.newUsers": "nobody" })).toBe("valid");
    expect(
      withProviders({
        ...client,
        kind: "gitlab",
        url: "https://gitlab.example.com",
      }),
    ).toBe("valid");
  });
});

it("accepts several providers at once", () => {
  expect(withProviders(okta, google)).toBe("valid");
});

it("fills in what a provider leaves out", () => {
  expect(defineEnvironment(environmentFile({ sso: [okta] })).sso).toEqual([
    {
      ...okta,
      checks: ["pkce", "state"],
      clientAuthMethod: "client_secret_basic",
    },
  ]);
});
