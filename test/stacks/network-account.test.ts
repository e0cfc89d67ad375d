import { rulesFor } from "../support/event-pattern";
import { synthesizeNetworkStack } from "../support/network";
import { ofType, type TerraformJson } from "../support/terraform-json";

/** Rules of other regions, with their providers. */
const forwarding = (json: TerraformJson) =>
  ofType(json, "aws_cloudwatch_event_rule")
    .filter(({ arguments: { provider } }) => provider !== undefined)
    .map(({ arguments: { name, provider } }) => [name, provider]);

const copies = { region: "eu-central-1" };

describe("what people do elsewhere", () => {
  it("is sent home from us-east-1, and from the region of the copies where there is one", () => {
    const global = ["langfuse-dev-forward-global", "aws.global"];
    expect(forwarding(synthesizeNetworkStack({ region: "eu-west-1" }))).toEqual([global]);
    expect(forwarding(synthesizeNetworkStack({ region: "eu-west-1", disasterRecovery: copies }))).toEqual([
      ["langfuse-dev-forward-copies", "aws.copies"],
      global,
    ]);
  });

  it.each(["backup", "kms", "rds", "s3", "secretsmanager"])(
    "is sent from there of %s, which keeps copies",
    (service) => {
      const json = synthesizeNetworkStack({ region: "eu-west-1", disasterRecovery: copies });
      const forward = ofType(json, "aws_cloudwatch_event_rule").filter(
        ({ arguments: { name } }) => name === "langfuse-dev-forward-copies",
      );
      const event = {
        source: `aws.${service}`,
        "detail-type": "AWS API Call via CloudTrail",
        detail: { eventSource: `${service}.amazonaws.com` },
      };
      expect(rulesFor(event, forward)).toHaveLength(1);
    },
  );

  it("needs neither rule nor role where nothing is elsewhere", () => {
    const home = synthesizeNetworkStack({ region: "us-east-1" });
    expect(forwarding(home)).toEqual([]);
    expect(ofType(home, "aws_iam_role").map(({ name }) => name)).not.toContain("account_forwarding_role");
  });
});

describe("the trail", () => {
  const trailArn = "arn:aws:cloudtrail:us-east-1:999999999999:trail/organization";

  it("is the account's where the environment names one: nothing is made, and the mails stay", () => {
    const json = synthesizeNetworkStack({ auditTrail: { kind: "existing", trailArn } });
    expect(ofType(json, "aws_cloudtrail")).toEqual([]);
    expect(ofType(json, "aws_s3_bucket").map(({ name }) => name)).toEqual(["edge_logs_bucket"]);
    expect(json.output?.audit_trail).toMatchObject({ value: trailArn });
    expect(ofType(json, "aws_cloudwatch_event_rule").map(({ name }) => name)).toContain(
      "account_calls_key_lost_rule",
    );
  });

  it("keeps its files for as long as the environment says, and locks them for as long", () => {
    const json = synthesizeNetworkStack({ auditTrail: { kind: "create", days: 45, backupDeletions: false } });
    expect(json.resource).toMatchObject({
      aws_s3_bucket_object_lock_configuration: {
        account_audit_logs_object_lock: { rule: { default_retention: { days: 45 } } },
      },
      aws_s3_bucket_lifecycle_configuration: {
        account_audit_logs_lifecycle: { rule: [{ expiration: [{ days: 45 }] }, {}] },
      },
    });
  });
});
