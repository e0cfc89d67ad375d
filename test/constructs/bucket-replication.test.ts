import { BucketReplication, type BucketReplicationProps } from "../../constructs/bucket-replication";
import { synthesizeConstruct } from "../support/construct";
import { allows } from "../support/iam";
import { statementsOf } from "../support/policies";
import { ofType } from "../support/terraform-json";

const store = (bucket: string) => ({
  bucket,
  bucketArn: `arn:aws:s3:::${bucket}`,
  keyArn: `key-of-${bucket}`,
});
const props: BucketReplicationProps = {
  name: "langfuse-test-replicate-blobs",
  source: store("here"),
  sourceRegion: "eu-west-1",
  replica: store("there"),
  replicaRegion: "eu-central-1",
  deletions: true,
  locked: false,
  alarmTopicArn: "topic",
};

function replication(change: Partial<BucketReplicationProps> = {}) {
  const json = synthesizeConstruct((stack) => {
    new BucketReplication(stack, "replication", { ...props, ...change });
  });
  const first = (type: string) => ofType(json, type)[0];
  const may = (action: string, resource: string, region: string) =>
    allows(statementsOf(first("aws_iam_role_policy")), {
      action,
      resource,
      context: { "kms:ViaService": `s3.${region}.amazonaws.com` },
    });
  const alarms = ofType(json, "aws_cloudwatch_metric_alarm").map(({ arguments: block }) => block);
  return { alarms, rule: first("aws_s3_bucket_replication_configuration")?.arguments.rule, first, may };
}

it("copies every object, encrypted ones above all, and encrypts them with the key of the other region", () => {
  expect(replication().rule).toMatchObject([
    {
      status: "Enabled",
      filter: { prefix: "" },
      source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
      destination: {
        bucket: "arn:aws:s3:::there",
        encryption_configuration: { replica_kms_key_id: "key-of-there" },
      },
    },
  ]);
});

it.each([
  [true, "Enabled"],
  [false, "Disabled"],
])("repeats deletions there: %s", (deletions, status) => {
  const { rule, may } = replication({ deletions });
  expect(rule).toMatchObject([{ delete_marker_replication: { status } }]);
  expect(may("s3:ReplicateDelete", "arn:aws:s3:::there/1", "eu-central-1")).toBe(deletions);
});

it("lets locks go along where objects are locked", () => {
  for (const locked of [true, false])
    expect(replication({ locked }).may("s3:GetObjectRetention", "arn:aws:s3:::here/1", "eu-west-1")).toBe(
      locked,
    );
});

it("reads here and writes there, and neither the other way round", () => {
  const { may } = replication();
  expect(may("s3:GetObjectVersionForReplication", "arn:aws:s3:::here/1", "eu-west-1")).toBe(true);
  expect(may("s3:ReplicateObject", "arn:aws:s3:::there/1", "eu-central-1")).toBe(true);
  expect(may("s3:GetObjectVersionForReplication", "arn:aws:s3:::there/1", "eu-central-1")).toBe(false);
  expect(may("s3:ReplicateObject", "arn:aws:s3:::here/1", "eu-west-1")).toBe(false);
  expect(may("kms:Decrypt", "key-of-here", "eu-west-1")).toBe(true);
  expect(may("kms:Encrypt", "key-of-there", "eu-central-1")).toBe(true);
  expect(may("kms:Decrypt", "key-of-there", "eu-central-1")).toBe(false);
});

it("tells somebody of an object that will never have a copy", () => {
  expect(replication().first("aws_cloudwatch_metric_alarm")?.arguments).toMatchObject({
    metric_name: "OperationsFailedReplication",
    dimensions: { SourceBucket: "here", DestinationBucket: "there", RuleId: "all" },
    statistic: "Sum",
    comparison_operator: "GreaterThanThreshold",
    threshold: 0,
    treat_missing_data: "notBreaching",
    alarm_actions: ["topic"],
  });
});

it("counts what its alarm waits for, under the rule's own name", () => {
  expect(replication().rule).toMatchObject([{ id: "all", destination: { metrics: { status: "Enabled" } } }]);
});

describe("to another account as well", () => {
  const abroad = {
    bucket: "abroad",
    keyArn: "alias-abroad",
    keyArnPattern: "arn:aws:kms:eu-west-1:444444444444:key/*",
  };
  const key = "arn:aws:kms:eu-west-1:444444444444:key/1";

  it("copies by a second rule the same to a bucket of somebody else, with a key that it knows by its alias", () => {
    const [first, second] = Object(replication({ abroad, deletions: false }).rule);
    expect(second).toEqual({
      ...first,
      id: "vault-account",
      priority: 1,
      destination: {
        ...first.destination,
        bucket: "arn:aws:s3:::abroad",
        encryption_configuration: { replica_kms_key_id: "alias-abroad" },
      },
    });
  });

  it("writes there and reads nothing", () => {
    const { may } = replication({ abroad });
    expect(may("s3:ReplicateObject", "arn:aws:s3:::abroad/1", "eu-west-1")).toBe(true);
    expect(may("s3:GetObjectVersionForReplication", "arn:aws:s3:::abroad/1", "eu-west-1")).toBe(false);
    expect(may("kms:GenerateDataKey", key, "eu-west-1")).toBe(true);
    expect(may("kms:GenerateDataKey", key, "eu-central-1")).toBe(false);
    expect(may("kms:Decrypt", key, "eu-west-1")).toBe(false);
    expect(replication().may("kms:GenerateDataKey", key, "eu-west-1")).toBe(false);
  });

  it("has an alarm of its own", () => {
    expect(replication({ abroad }).alarms).toMatchObject([
      { alarm_name: "langfuse-test-replicate-blobs-failed", dimensions: { RuleId: "all" } },
      {
        alarm_name: "langfuse-test-replicate-blobs-abroad-failed",
        dimensions: { SourceBucket: "here", DestinationBucket: "abroad", RuleId: "vault-account" },
      },
    ]);
  });
});
