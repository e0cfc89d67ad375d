import { reportOn } from "../support/environment-file";

const SECRET = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/sso-AbCdEf";
const google = {
  kind: "google",
  clientId: "0123-abcd.apps.googleusercontent.com",
  clientSecretArn: SECRET,
  linkAccountsByEmail: true,
  allowedDomains: ["example.org"],
};

/** Neither production nor a provider, so that one thing at a time is wrong. */
const trial = {
  serviceLevel: "best-effort",
  sso: [],
  "access.passwordLogin": true,
  "access.newUsers": "anyone",
  "access.enforcedSsoDomains": [],
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

  it("strangers who see the first organization", () => {
    const open = { ...trial, "edge.interfaceAllowList": "anyone" };
    expect(reportOn(open)).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ would show the first organization to the whole internet; choose 'invited-only', or list networks in edge.interfaceAllowList
        → at access.defaultMembership.kind: "first-organization""
    `);
  });

  it("owners by policy", () => {
    const defaultMembership = { kind: "first-organization", role: "OWNER" };
    expect(reportOn({ "access.defaultMembership": defaultMembership })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 'ADMIN', 'MEMBER', 'VIEWER' or 'NONE'; owners are made one by one, in Langfuse
        → at access.defaultMembership.role: "OWNER""
    `);
  });

  it("sessions that end before Langfuse renews them", () => {
    expect(reportOn({ "access.sessionMinutes": 5 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least 15, or people are signed out while they read
        → at access.sessionMinutes: 5"
    `);
  });

  it("an owner without an address", () => {
    expect(reportOn({ "access.first.owner.email": "Owner" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be an e-mail address in lower case such as 'jane@example.com'
        → at access.first.owner.email: "Owner""
    `);
  });

  it("ids that Langfuse would have made up", () => {
    expect(reportOn({ "access.first.project.id": "First Project" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 3 to 40 lower-case letters, digits and single hyphens such as 'example'
        → at access.first.project.id: "First Project""
    `);
  });

  it("the owner's password in the file, which the report does not repeat", () => {
    expect(reportOn({ "access.first.owner.password": "hunter2" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ nothing reads this key; here are known: email, name
        → at access.first.owner.password"
    `);
  });
});

describe("production is refused", () => {
  it("without an identity provider and with open registration", () => {
    expect(reportOn({ ...trial, serviceLevel: "production" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must have an identity provider in production, so that who leaves the company loses access
        → at sso: an empty list
      ✖ must be 'sso-users' in production, or 'nobody'; 'anyone' lets strangers register
        → at access.newUsers: "anyone""
    `);
  });

  it("with sessions that outlive a day", () => {
    expect(reportOn({ "access.sessionMinutes": 43_200 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at most 1440 in production, because who is removed at the provider stays signed in
        → at access.sessionMinutes: 43200"
    `);
  });
});

describe("an access policy is accepted", () => {
  it("for a trial with passwords alone", () => {
    expect(
      reportOn({
        ...trial,
        "access.defaultMembership": { kind: "invited-only" },
      }),
    ).toBe("valid");
  });

  it("when passwords return for the people there are, on the day the provider is down", () => {
    const emergency = {
      "access.passwordLogin": true,
      "access.newUsers": "nobody",
      "access.enforcedSsoDomains": [],
    };
    expect(reportOn(emergency)).toBe("valid");
    expect(reportOn({ ...emergency, "sso.0.linkAccountsByEmail": false })).toBe("valid");
  });

  it("when it leaves out passwords, which are off then", () => {
    expect(reportOn({ "access.passwordLogin": undefined })).toBe("valid");
  });
});
