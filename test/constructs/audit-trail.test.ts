import { AuditTrail, type AuditTrailProps } from "../../constructs/audit-trail";
import { logsKey } from "../../constructs/logs-key";
import { synthesizeConstruct } from "../support/construct";
import { statementsOf } from "../support/policies";
import { ofType } from "../support/terraform-json";

const account = { accountId: "111111111111", region: "eu-west-1" };
const arn = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/langfuse-dev-audit";

const synthesize = (change: Partial<AuditTrailProps> = {}) =>
  synthesizeConstruct((stack) => {
    new AuditTrail(stack, "audit", {
      account,
      name: "langfuse-dev-audit",
      bucketName: "langfuse-dev-audit-logs-111111111111",
      keyArn: "logs-key",
      days: 90,
      noncurrentDays: 7,
      protect: true,
      ...change,
    });
  });

const selectors = (change: Partial<AuditTrailProps> = {}) =>
  ofType(synthesize(change), "aws_cloudtrail")[0]?.arguments.advanced_event_selector;

describe("the trail", () => {
  it("records what is changed, in every region, and nothing that is only read", () => {
    expect(selectors()).toEqual([
      {
        name: "changes",
        field_selector: [
          { field: "eventCategory", equals: ["Management"] },
          { field: "readOnly", equals: ["false"] },
        ],
      },
    ]);
  });

  it("records deletions object by object only where it is told to, and of that bucket alone", () => {
    expect(selectors({ deletionsIn: "arn:aws:s3:::backups" })).toMatchObject([
      { name: "changes" },
      {
        name: "deletions",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::S3::Object"] },
          { field: "eventName", equals: ["DeleteObject", "DeleteObjects"] },
          { field: "resources.ARN", starts_with: ["arn:aws:s3:::backups/"] },
        ],
      },
    ]);
  });

  it("is let into its bucket as itself, and as no other trail", () => {
    const [policy] = ofType(synthesize(), "aws_s3_bucket_policy");
    const statements = statementsOf(policy).filter(({ Effect }) => Effect === "Allow");
    expect(statements).toMatchObject([
      { Action: ["s3:GetBucketAcl"], Condition: { StringEquals: { "aws:SourceArn": arn } } },
      {
        Action: ["s3:PutObject"],
        Resource: ["arn:aws:s3:::langfuse-dev-audit-logs-111111111111/AWSLogs/111111111111/*"],
        Condition: {
          StringEquals: { "aws:SourceArn": arn, "s3:x-amz-acl": "bucket-owner-full-control" },
        },
      },
    ]);
  });

  it("waits for that policy", () => {
    const [trail] = ofType(synthesize(), "aws_cloudtrail");
    expect(trail?.arguments.s3_bucket_name).toMatch(/aws_s3_bucket_policy\./);
  });
});

describe("the key of logs", () => {
  const statements = (trailArn: string | undefined) =>
    statementsOf(
      ofType(
        synthesizeConstruct((stack) => {
          logsKey(stack, "logs-key", { account, name: "langfuse-dev-logs", trailArn, protect: true });
        }),
        "aws_kms_key",
      )[0],
    ).map(({ Sid }) => Sid);

  it("lets a trail in only where there is one of ours", () => {
    expect(statements(undefined)).toEqual(["AccountAdministration", "CloudWatchLogs"]);
    expect(statements(arn)).toEqual([
      "AccountAdministration",
      "CloudWatchLogs",
      "TrailEncrypts",
      "TrailLooks",
    ]);
  });
});
