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
