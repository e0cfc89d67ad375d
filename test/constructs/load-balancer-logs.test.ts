import { LOG_PREFIXES, loadBalancerLogs } from "../../constructs/load-balancer-logs";
import { synthesizeConstruct } from "../support/construct";
import { allows, statementsIn } from "../support/iam";
import { ofType } from "../support/terraform-json";

const json = synthesizeConstruct((stack) => {
  loadBalancerLogs(stack, "logs", {
    account: { accountId: "111111111111", region: "eu-west-1" },
    bucketName: "langfuse-test-edge-logs-111111111111",
    retentionInDays: 60,
    protect: false,
  });
});

describe("the bucket of load balancer logs", () => {
  const grants = statementsIn(json.resource?.aws_s3_bucket_policy?.logs_policy?.policy).filter(
    ({ Effect }) => Effect === "Allow",
  );
  const write = (key: string, source: string) =>
    allows(grants, {
      action: "s3:PutObject",
      resource: `arn:aws:s3:::langfuse-test-edge-logs-111111111111/${key}`,
      context: { "aws:SourceArn": source },
    });
  const ours = "arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/langfuse-test/1";

  it.each(Object.values(LOG_PREFIXES))("takes %s logs from load balancers of this account", (prefix) => {
    expect(write(`${prefix}/AWSLogs/111111111111/elasticloadbalancing/file.log.gz`, ours)).toBe(true);
  });

  it("takes nothing from load balancers of others, and nothing elsewhere", () => {
    const theirs = "arn:aws:elasticloadbalancing:eu-west-1:999999999999:loadbalancer/app/langfuse-test/1";
    expect(write("access/AWSLogs/111111111111/file.log.gz", theirs)).toBe(false);
    expect(write("access/AWSLogs/999999999999/file.log.gz", ours)).toBe(false);
    expect(write("file.log.gz", ours)).toBe(false);
  });

  it("grants the log delivery service only", () => {
    expect(grants.map(({ Principal }) => Principal)).toEqual([
      { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    ]);
  });

  it("uses the encryption that log delivery supports", () => {
    expect(ofType(json, "aws_s3_bucket_server_side_encryption_configuration")).toMatchObject([
      { arguments: { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }] } },
    ]);
  });

  it("forgets after the days it was told", () => {
    const { rule } = json.resource?.aws_s3_bucket_lifecycle_configuration?.logs_lifecycle ?? {};
    expect(rule).toEqual(expect.arrayContaining([expect.objectContaining({ expiration: [{ days: 60 }] })]));
  });
});
