import { reportOn } from "../support/environment-file";

describe("the trail is refused for", () => {
  it("a production that forgets before an audit asks", () => {
    expect(
      reportOn({
        auditTrail: { kind: "create", days: 90, backupDeletions: true },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be at least 365 in production, because an audit asks for a year
        → at auditTrail.days: 90"
    `);
  });

  it("the name of a trail instead of its ARN", () => {
    expect(reportOn({ auditTrail: { kind: "existing", trailArn: "organization" } })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the ARN of a trail; 'aws cloudtrail describe-trails --query trailList[].TrailARN' prints it
        → at auditTrail.trailArn: "organization""
    `);
  });

  it("an unknown kind", () => {
    expect(reportOn({ auditTrail: { kind: "own" } })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be 'create' or 'existing'
        → at auditTrail.kind: "own""
    `);
  });
});

it("takes the organization's trail, and makes one where nothing is said", () => {
  const trailArn = "arn:aws:cloudtrail:us-east-1:999999999999:trail/organization";
  expect(reportOn({ auditTrail: { kind: "existing", trailArn } })).toBe("valid");
  expect(reportOn({ auditTrail: undefined })).toBe("valid");
});
