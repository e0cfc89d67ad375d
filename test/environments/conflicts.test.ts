import { defineEnvironment, defineEnvironments } from "../../environments/schema";
import { environmentFile } from "../support/environment-file";
import { existingVpc } from "../support/sample-environment";

type Changes = Readonly<Record<string, unknown>>;

/** A second environment that agrees with the sample. */
const other = {
  name: "other",
  "network.vpc.cidr": "10.20.0.0/16",
  "edge.domain": "langfuse.other.example.com",
  "edge.zone": { kind: "existing", zoneId: "Z0123456789EXAMPLE" },
  "sso.0.pool.domainPrefix": "example-langfuse-other",
  auditTrail: {
    kind: "existing",
    trailArn: "arn:aws:cloudtrail:eu-west-1:111111111111:trail/langfuse-sample-audit",
  },
  "delivery.createOidcProvider": false,
};

function conflictsOf(...files: readonly Changes[]): string {
  const environments = files.map((changes) => defineEnvironment(environmentFile(changes)));
  try {
    defineEnvironments(environments);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "none";
}

describe("environments side by side", () => {
  it("agree when names, ranges, domains and the identity provider are each one's own", () => {
    expect(conflictsOf({}, other)).toBe("none");
  });

  it("may keep copies in one account, in which none of them runs", () => {
    const copies = {
      "disasterRecovery.vaultAccount": {
        accountId: "444444444444",
        lock: "governance",
      },
    };
    expect(conflictsOf(copies, { ...other, ...copies })).toBe("none");
  });

  it("may share a VPC that exists", () => {
    expect(conflictsOf(existingVpc, { ...other, ...existingVpc })).toBe("none");
  });

  it("may have one prefix of a sign-in page in two regions", () => {
    const elsewhere = {
      region: "eu-north-1",
      zones: ["eu-north-1a", "eu-north-1b", "eu-north-1c"],
    };
    const prefix = { "sso.0.pool.domainPrefix": "example-langfuse-sample" };
    expect(conflictsOf({}, { ...other, ...elsewhere, ...prefix })).toBe("none");
  });

  it("may each create an identity provider in an account of their own", () => {
    const access = {
      admins: ["arn:aws:iam::222222222222:role/admin"],
      operators: [],
      viewers: [],
    };
    const elsewhere = {
      accountId: "222222222222",
      "cluster.access": access,
      "delivery.createOidcProvider": true,
    };
    expect(conflictsOf({}, { ...other, ...elsewhere })).toBe("none");
  });

  it("are refused with every conflict at once, each with both files", () => {
    expect(
      conflictsOf(
        {},
        {
          ...other,
          name: "sample-eu",
          "network.vpc.cidr": "10.10.128.0/20",
          "edge.domain": "langfuse.example.com",
          "edge.zone": { kind: "create", name: "example.com" },
          "sso.0.pool.domainPrefix": "example-langfuse-sample",
          auditTrail: { kind: "create", days: 365, backupDeletions: false },
          "delivery.createOidcProvider": true,
        },
      ),
    ).toMatchInlineSnapshot(`
      "environments/index.ts is invalid (7 problems):
      ✖ environments/sample.ts and environments/sample-eu.ts cannot be told apart by 'cdktf deploy sample-*'; rename 'sample-eu' so that it does not start with 'sample-'
        → at name
      ✖ environments/sample.ts and environments/sample-eu.ts overlap with 10.10.0.0/16 and 10.10.128.0/20, so they can never be peered; move the newer one
        → at network.vpc.cidr
      ✖ environments/sample.ts and environments/sample-eu.ts both answer at 'langfuse.example.com'; give each a domain of its own
        → at edge.domain
      ✖ environments/sample.ts and environments/sample-eu.ts both create the zone 'example.com', and its parent can delegate to one; let one name the other's zoneId
        → at edge.zone.name
      ✖ environments/sample.ts and environments/sample-eu.ts both create the sign-in page 'example-langfuse-sample' of a user pool in eu-west-1, where it is unique; rename one
        → at sso
      ✖ environments/sample.ts and environments/sample-eu.ts both create a trail in account 111111111111, and the second costs 2 USD per 100 000 calls; let one name the other's trailArn
        → at auditTrail
      ✖ environments/sample.ts and environments/sample-eu.ts both create GitHub's identity provider in account 111111111111, which can hold one; set one to false
        → at delivery.createOidcProvider"
    `);
  });

  it("are refused when two share a name", () => {
    expect(conflictsOf({}, { ...other, name: "sample" })).toMatchInlineSnapshot(`
      "environments/index.ts is invalid (1 problem):
      ✖ environments/sample.ts and environments/sample.ts are both named 'sample'; rename one before its first deployment
        → at name"
    `);
  });

  it("are refused when one runs where the other keeps its copies, whichever comes first", () => {
    const keeps = {
      "disasterRecovery.vaultAccount": {
        accountId: "222222222222",
        lock: "governance",
      },
    };
    const runs = {
      ...other,
      accountId: "222222222222",
      "cluster.access.admins": ["arn:aws:iam::222222222222:role/admin"],
      "cluster.access.operators": [],
      "cluster.access.viewers": [],
      auditTrail: { kind: "create", days: 365, backupDeletions: true },
    };
    expect(conflictsOf(keeps, runs)).toMatchInlineSnapshot(`
      "environments/index.ts is invalid (1 problem):
      ✖ environments/sample.ts and environments/other.ts cannot both use account 222222222222, in which 'other' runs: who deploys there would have power over the copies; name an account that runs nothing
        → at disasterRecovery.vaultAccount.accountId"
    `);
    expect(conflictsOf(runs, keeps)).toContain("in which 'other' runs");
  });

  it("are compared each with each", () => {
    const third = {
      ...other,
      name: "third",
      "network.vpc.cidr": "10.10.0.0/20",
      "edge.domain": "third.example.com",
      "sso.0.pool.domainPrefix": "example-langfuse-third",
    };
    expect(conflictsOf({}, other, third)).toMatchInlineSnapshot(`
      "environments/index.ts is invalid (1 problem):
      ✖ environments/sample.ts and environments/third.ts overlap with 10.10.0.0/16 and 10.10.0.0/20, so they can never be peered; move the newer one
        → at network.vpc.cidr"
    `);
  });
});
