import { reportOn } from "../support/environment-file";

describe("copies in another region", () => {
  it("are not in the region of what they are copies of", () => {
    expect(reportOn({ "disasterRecovery.region": "eu-west-1" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be another region than the environment's: what is lost with it loses its copy
        → at disasterRecovery.region: "eu-west-1""
    `);
  });

  it("are not in a region whose ARNs are different, nor in a zone", () => {
    expect(reportOn({ "disasterRecovery.region": "cn-north-1" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a commercial AWS region such as 'eu-west-1'; GovCloud, China and isolated regions have other ARNs
        → at disasterRecovery.region: "cn-north-1""
    `);
    expect(reportOn({ "disasterRecovery.region": "eu-central-1a" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a commercial AWS region such as 'eu-west-1'; GovCloud, China and isolated regions have other ARNs
        → at disasterRecovery.region: "eu-central-1a""
    `);
  });

  it("have a region", () => {
    expect(reportOn({ disasterRecovery: {} })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a commercial AWS region such as 'eu-west-1'; GovCloud, China and isolated regions have other ARNs
        → at disasterRecovery.region: missing"
    `);
    expect(reportOn({ disasterRecovery: "eu-central-1" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a section in braces
        → at disasterRecovery: "eu-central-1""
    `);
  });

  it("are what production owes", () => {
    expect(reportOn({ disasterRecovery: undefined })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must name a second region in production, or whatever ends the first one ends every trace
        → at disasterRecovery: missing"
    `);
  });
});

describe("backups are refused", () => {
  it("where nobody restores them in production", () => {
    expect(reportOn({ restoreDrill: "none" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 'monthly' in production, because a backup that nobody ever restored is a hope
        → at restoreDrill: "none""
    `);
  });
});

describe("copies in another account", () => {
  const broken = (vaultAccount: unknown, changes: Readonly<Record<string, unknown>> = {}) =>
    reportOn({ ...changes, "disasterRecovery.vaultAccount": vaultAccount });

  it("are not demanded, and may be locked either way", () => {
    for (const lock of ["governance", "compliance"])
      expect(broken({ accountId: "444444444444", lock })).toBe("valid");
  });

  it("are not in the account of what they are copies of", () => {
    expect(broken({ accountId: "111111111111", lock: "governance" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be another account than the environment's: whoever takes that over would have its copies
        → at disasterRecovery.vaultAccount.accountId: "111111111111""
    `);
  });

  it("name an account by its digits, and say who may take the lock away", () => {
    expect(broken({ accountId: 444444444444 })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be the 12 digits of an AWS account id, in quotes
        → at disasterRecovery.vaultAccount.accountId: 444444444444
      ✖ must be 'governance' or 'compliance'
        → at disasterRecovery.vaultAccount.lock: missing"
    `);
  });

  it("are not locked for ever where data may be thrown away", () => {
    const lock = { accountId: "444444444444", lock: "compliance" };
    expect(broken(lock, { serviceLevel: "best-effort", protectData: false })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 'governance' while protectData is false: copies of what may be thrown away would be paid for to the last day
        → at disasterRecovery.vaultAccount.lock: "compliance""
    `);
  });
});
