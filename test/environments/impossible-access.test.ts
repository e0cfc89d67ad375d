import { trial } from "../support/access-trial";
import { reportOn } from "../support/environment-file";

const SECRET = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/sso-AbCdEf";
const google = {
  kind: "google",
  clientId: "0123-abcd.apps.googleusercontent.com",
  clientSecretArn: SECRET,
  linkAccountsByEmail: true,
  allowedDomains: ["example.org"],
};

describe("an access policy is refused for", () => {
  it("no way to sign in", () => {
    const closed = {
      ...trial,
      "access.passwordLogin": false,
      "access.newUsers": "nobody",
    };
    expect(reportOn(closed)).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be true while sso is empty, or nobody can sign in; add an identity provider to sso first
        → at access.passwordLogin: false"
    `);
  });

  it("new users of a provider that is not there", () => {
    const lonely = {
      ...trial,
      "access.passwordLogin": false,
      "access.newUsers": "sso-users",
    };
    expect(reportOn(lonely)).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be true while sso is empty, or nobody can sign in; add an identity provider to sso first
        → at access.passwordLogin: false
      ✖ needs an identity provider in sso; without one choose 'anyone' or 'nobody'
        → at access.newUsers: "sso-users""
    `);
  });

  it("SSO users and passwords, which Langfuse cannot tell apart when they register", () => {
    expect(reportOn({ "access.passwordLogin": true })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ would let strangers register with a password too, because Langfuse has one switch for both; set passwordLogin to false, or choose 'anyone' or 'nobody'
        → at access.newUsers: "sso-users""
    `);
  });

  it("registration with a password, without passwords", () => {
    const silent = { serviceLevel: "best-effort", "access.newUsers": "anyone" };
    expect(reportOn(silent)).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is for passwords, and passwordLogin is false; choose 'sso-users' or 'nobody'
        → at access.newUsers: "anyone""
    `);
  });

  it("an owner whom no provider may take over", () => {
    expect(reportOn({ "sso.0.linkAccountsByEmail": false })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ could never sign in: Langfuse creates this account with a password, and only a provider that admits the address may take it over; set its linkAccountsByEmail to true, or name an owner whom it admits
        → at access.first.owner.email: "owner@example.com""
    `);
  });

  it("an owner of a domain that the provider does not admit", () => {
    expect(reportOn({ sso: [google], "access.enforcedSsoDomains": [] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ could never sign in: Langfuse creates this account with a password, and only a provider that admits the address may take it over; set its linkAccountsByEmail to true, or name an owner whom it admits
        → at access.first.owner.email: "owner@example.com""
    `);
  });

  it("an owner who may use no password and whom no provider may take over", () => {
    expect(
      reportOn({
        "access.passwordLogin": true,
        "access.newUsers": "nobody",
        "sso.0.linkAccountsByEmail": false,
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ could never sign in: Langfuse creates this account with a password, and only a provider that admits the address may take it over; set its linkAccountsByEmail to true, or name an owner whom it admits
        → at access.first.owner.email: "owner@example.com""
    `);
  });

  it("a domain that must use SSO, without a provider", () => {
    expect(reportOn({ ...trial, "access.enforcedSsoDomains": ["example.com"] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is refused a password, and no provider in sso admits it; add one or remove the domain
        → at access.enforcedSsoDomains[0]: "example.com""
    `);
  });

  it("a domain that must use SSO and that no provider admits", () => {
    expect(
      reportOn({
        sso: [google],
        "access.enforcedSsoDomains": ["example.org", "example.com"],
        "access.first.owner.email": "owner@example.org",
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is refused a password, and no provider in sso admits it; add one or remove the domain
        → at access.enforcedSsoDomains[1]: "example.com""
    `);
  });
});
