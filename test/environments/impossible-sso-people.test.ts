import { defineEnvironment } from "../../environments/schema";
import { environmentFile, reportOn } from "../support/environment-file";
import { client, generic, google, okta, withProviders } from "../support/identity-providers";

describe("an identity provider is refused for", () => {
  it("every tenant of Entra ID", () => {
    const clientId = "00000000-0000-4000-8000-000000000000";
    expect(
      withProviders({
        ...client,
        kind: "entra-id",
        clientId,
        tenantId: "common",
        clientSecretExpires: "2027-03-01",
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

  it("a WorkOS client that asks people for an id", () => {
    expect(withProviders({ ...client, kind: "workos", clientId: "client_0123" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the id of an organization, 'org_…', or of a connection, 'conn_…'
        → at sso[0].target: missing"
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
      clientSecretExpires: "never",
      checks: ["pkce", "state"],
      clientAuthMethod: "client_secret_basic",
    },
  ]);
});
