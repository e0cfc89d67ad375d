import { reportOn } from "../support/environment-file";

describe("a cluster is refused for", () => {
  it("a cluster endpoint that is open to the world", () => {
    expect(
      reportOn({
        "cluster.api": { kind: "public", allowList: ["0.0.0.0/0"] },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is too wide for the administrators of a cluster; list networks of /24 or smaller
        → at cluster.api.allowList[0]: "0.0.0.0/0""
    `);
  });

  it("a public cluster endpoint without an allow-list", () => {
    expect(reportOn({ "cluster.api": { kind: "public" } })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must list the networks of administrators, 1 to 40 of them
        → at cluster.api.allowList: missing"
    `);
  });

  it("a session instead of a role", () => {
    expect(
      reportOn({
        "cluster.access.admins": ["arn:aws:sts::111111111111:assumed-role/platform-admin/jane"],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is a session, which ends; write the role, as 'aws iam get-role --role-name platform-admin --query Role.Arn' prints it
        → at cluster.access.admins[0]: "arn:aws:sts::111111111111:assumed-role/platform-admin/jane""
    `);
  });

  it("a role of another account, and one with two levels", () => {
    expect(
      reportOn({
        "cluster.access.viewers": [
          "arn:aws:iam::222222222222:role/engineer",
          "arn:aws:iam::111111111111:role/platform-admin",
        ],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ belongs to account 222222222222; name a role of 111111111111, which people of other accounts may assume
        → at cluster.access.viewers[0]: "arn:aws:iam::222222222222:role/engineer"
      ✖ is listed in admins already; keep one of them
        → at cluster.access.viewers[1]: "arn:aws:iam::111111111111:role/platform-admin""
    `);
  });

  it("spot for ClickHouse, which no environment can ask for", () => {
    expect(reportOn({ "cluster.pools.clickhouse.spot": true })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ nothing reads this key; here are known: instanceCategories, instanceCpus, maxCpus
        → at cluster.pools.clickhouse.spot"
    `);
  });

  it("a pool that is too small for its smallest node", () => {
    expect(reportOn({ "cluster.pools.clickhouse.maxCpus": 2 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least 4, the CPUs of the smallest node that instanceCpus allow
        → at cluster.pools.clickhouse.maxCpus: 2"
    `);
  });
});
