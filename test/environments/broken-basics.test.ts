import { reportOn } from "../support/environment-file";

describe("an environment file is refused for", () => {
  it("an account id that lost its leading zero to a number", () => {
    expect(reportOn({ accountId: 11111111111 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the 12 digits of an AWS account id, in quotes
        → at accountId: 11111111111"
    `);
  });

  it("a zone of another region", () => {
    expect(reportOn({ zones: ["eu-west-1a", "eu-west-1b", "eu-central-1c"] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a zone of eu-west-1 such as 'eu-west-1a'
        → at zones[2]: "eu-central-1c""
    `);
  });

  it("two zones, one of them twice", () => {
    expect(reportOn({ zones: ["eu-west-1a", "eu-west-1a"] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ is listed twice; remove one of them
        → at zones[1]: "eu-west-1a"
      ✖ must name three availability zones
        → at zones: a list of 2"
    `);
  });

  it("a region whose ARNs are different", () => {
    expect(reportOn({ region: "us-gov-west-1" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a commercial AWS region such as 'eu-west-1'; GovCloud, China and isolated regions have other ARNs
        → at region: "us-gov-west-1""
    `);
  });

  it("a typo in a key", () => {
    expect(reportOn({ "postgres.standby": undefined, "postgres.standBy": true })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be true or false
        → at postgres.standby: missing
      ✖ nothing reads this key; did you mean 'standby'?
        → at postgres.standBy"
    `);
  });

  it("a key of nowhere, whose value is kept secret", () => {
    expect(reportOn({ "cluster.apiToken": "hunter2" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ nothing reads this key; here are known: version, api, access, architecture, pools, logDays
        → at cluster.apiToken"
    `);
  });

  it("a typo in a choice", () => {
    expect(reportOn({ "network.vpc.nat": "per-zones" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is not one of the choices; did you mean 'per-zone'?
        → at network.vpc.nat: "per-zones""
    `);
  });

  it("a choice in capitals", () => {
    expect(reportOn({ "network.vpc.nat": "PER-ZONE" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is not one of the choices; did you mean 'per-zone'?
        → at network.vpc.nat: "PER-ZONE""
    `);
  });

  it("a missing section", () => {
    expect(reportOn({ cache: undefined })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a section in braces
        → at cache: missing"
    `);
  });

  it("a number in quotes", () => {
    expect(reportOn({ "postgres.storageGib": "20" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a whole number
        → at postgres.storageGib: "20""
    `);
  });

  it("tags that AWS refuses or that are ours", () => {
    expect(
      reportOn({
        tags: { "Cost Center": "42", environment: "live", owner: "a, b" },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (3 problems):
      ✖ this key must be up to 128 lower-case letters, digits, ':', '_' and '-', starting with a letter and not with 'aws:'
        → at tags["Cost Center"]: "42"
      ✖ this key is set by the platform on every resource; remove it
        → at tags.environment: "live"
      ✖ must be 1 to 256 letters, digits, spaces and '_.:/=+-@', which AWS allows in a tag
        → at tags.owner: "a, b""
    `);
  });

  it("a file without a name, which can only be told by its place", () => {
    expect(reportOn({ name: undefined })).toMatchInlineSnapshot(`
      "environments/*.ts is invalid (1 problem):
      ✖ must be 2 to 12 lower-case letters, digits and single hyphens, starting with a letter, because load balancer and bucket names are built from it
        → at name: missing"
    `);
  });

  it("a repository written as a URL", () => {
    expect(
      reportOn({
        "delivery.repository": "https://github.com/example/langfuse-aws",
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a GitHub repository as 'owner/name' or 'owner@id/name@id', without a scheme or '.git'
        → at delivery.repository: "https://github.com/example/langfuse-aws""
    `);
  });
});
