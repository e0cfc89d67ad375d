import { trial } from "../support/access-trial";
import { reportOn } from "../support/environment-file";

describe("an access policy is refused for", () => {
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
