import { join } from "node:path";
import { toMatchFile } from "jest-file-snapshot";
import { accountOf } from "./account/account";
import { administrator, decide } from "./account/decide";
import { graphs } from "./account/environments";
import { statementsOfAccount, unproven } from "./permissions/coverage";
import { permissionsPage } from "./permissions/page";
import { brokenClaims, type Row, rowsOf, subjectsOf } from "./permissions/rows";

expect.extend({ toMatchFile });

const OPEN = {
  name: "open",
  document: {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everybody", Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" }],
  },
} as const;

describe.each(graphs().map((graph) => ({ name: graph.environment.name, graph })))("$name", ({ graph }) => {
  const account = accountOf(graph);
  const thief = {
    principal: "arn:aws:iam::999999999999:role/attacker",
    identity: administrator(account).identity,
  };
  let rows: readonly Row[] = [];
  beforeAll(async () => {
    rows = await rowsOf(account);
    // A second on an idle machine.
  }, 60_000);

  it("permits what the table permits, and refuses what it refuses", () => {
    expect(brokenClaims(rows)).toEqual([]);
  });

  it("says of every party what it may not", () => {
    const silent = subjectsOf(account).filter(
      ({ mayNot, trust }) => mayNot.length === 0 || trust?.mayNot.length === 0,
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it("keeps the credentials of others inside the VPC by its endpoints and by nothing else", async () => {
    const refused = rows.filter(
      ({ party, claim }) => party.startsWith("Credentials of another") && claim.through,
    );
    const outside = refused.map(({ action, resource }) => decide(account, { ...thief, action, resource }));
    for (const { result } of await Promise.all(outside)) expect(result).toBe("Allowed");
  });

  it.each([
    [
      "strangers from a bucket of ours that somebody has opened to the world",
      "thief",
      `langfuse-${graph.environment.name}-blobs-${graph.environment.accountId}`,
    ],
    [
      "our own roles from a stranger's bucket that is named like ours",
      "own",
      `langfuse-${graph.environment.name}-x-999999999999`,
    ],
  ] as const)("keeps %s", async (_, who, bucket) => {
    const { arn: principal, identity } = administrator(account);
    const request = {
      ...(who === "thief" ? thief : { principal, identity }),
      action: "s3:PutObject",
      resource: `arn:aws:s3:::${bucket}/events/1.json`,
      resourcePolicy: OPEN,
    };
    expect(await decide(account, request)).toMatchObject({ result: "Allowed" });
    expect(await decide(account, { ...request, through: "s3" })).toMatchObject({
      result: "ImplicitlyDenied",
    });
  });

  it("decides by every condition that the table names", () => {
    const ignored = rows.flatMap(({ action, decision }) =>
      decision.ignored.map((key) => `${action}: ${key}`),
    );
    expect([...new Set(ignored)]).toEqual([]);
  });

  it("shows every statement of every policy at work: what none shows is needed by nobody, or proven by nothing", () => {
    expect(unproven(statementsOfAccount(account), rows)).toEqual([]);
  });

  it("names each statement of a policy once", () => {
    const names = statementsOfAccount(account).map(({ policy, sid }) => `${policy} ${sid}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  if (graph.environment.name === "prod")
    it("is what the runbook shows; after a change run `npm run proofs`", () => {
      const path = join(__dirname, "..", "..", "runbooks", "permissions.md");
      expect(permissionsPage(account, rows)).toMatchFile(path);
    });
});
