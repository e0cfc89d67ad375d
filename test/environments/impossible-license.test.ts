import { reportOn } from "../support/environment-file";

const licensed = {
  "access.licenseSecretArn":
    "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/license-AbCdEf",
};
const projectRole = {
  kind: "first-organization",
  role: "VIEWER",
  projectRole: "MEMBER",
};

describe("without an enterprise license", () => {
  it("nobody has a role in a project", () => {
    expect(reportOn({ "access.defaultMembership": projectRole })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ needs an enterprise license in access.licenseSecretArn; without one give each team an organization of its own, with 'role' for all of it
        → at access.defaultMembership.projectRole: "MEMBER""
    `);
  });

  it("nobody has a role in a project alone", () => {
    const defaultMembership = { ...projectRole, role: "NONE" };
    expect(reportOn({ "access.defaultMembership": defaultMembership })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ needs an enterprise license in access.licenseSecretArn; without one give each team an organization of its own, with 'role' for all of it
        → at access.defaultMembership.projectRole: "MEMBER""
    `);
  });

  it("nobody is kept from creating organizations", () => {
    expect(reportOn({ "access.organizationCreators": ["owner@example.com"] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ needs an enterprise license in access.licenseSecretArn; without one everybody may create organizations, so admit fewer people: assign them at the identity provider
        → at access.organizationCreators: a list of 1"
    `);
  });

  it("no project forgets its traces", () => {
    expect(reportOn({ "access.first.project.retentionDays": 90 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ needs an enterprise license in access.licenseSecretArn; without one raw events expire after blobs.eventsDays, and old traces go by dropping ClickHouse's monthly partitions
        → at access.first.project.retentionDays: 90"
    `);
  });
});

describe("a license is refused", () => {
  it("in place of its ARN, and not repeated", () => {
    expect(reportOn({ "access.licenseSecretArn": "langfuse_ee_hunter2" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the full ARN of a secret in Secrets Manager, with the six characters at its end, and never the secret itself; 'aws secretsmanager list-secrets' prints ARNs
        → at access.licenseSecretArn"
    `);
  });

  it("where nothing may read it", () => {
    const licenseSecretArn = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:license-AbCdEf";
    expect(reportOn({ "access.licenseSecretArn": licenseSecretArn })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must begin with 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/', because nothing else may be read; copy it there
        → at access.licenseSecretArn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:license-AbCdEf""
    `);
  });

  it("when a role shows nothing, with or without it", () => {
    const defaultMembership = { kind: "first-organization", role: "NONE" };
    expect(reportOn({ ...licensed, "access.defaultMembership": defaultMembership })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ shows nothing without a projectRole, which needs a license; without one choose 'VIEWER'
        → at access.defaultMembership.role: "NONE""
    `);
  });
});

it("accepts with a license what needs one", () => {
  expect(
    reportOn({
      ...licensed,
      "access.defaultMembership": { ...projectRole, role: "NONE" },
      "access.organizationCreators": ["owner@example.com"],
      "access.first.project.retentionDays": 90,
    }),
  ).toBe("valid");
});
