import { accessLogBucket } from "../../constructs/access-log-bucket";
import { Bucket, type BucketProps } from "../../constructs/bucket";
import { synthesizeConstruct } from "../support/construct";
import { allows, type IamRequest, type IamStatement, statementsIn } from "../support/iam";
import { ofType, reference } from "../support/terraform-json";

const props: BucketProps = {
  name: "langfuse-test-blobs",
  encryption: { keyArn: "our-key" },
  expiries: [],
  noncurrentDays: 7,
  protect: true,
};

function bucket(change: Partial<BucketProps> = {}) {
  return synthesizeConstruct((stack) => {
    new Bucket(stack, "blobs", { ...props, ...change });
  });
}

const argumentsOf = (json: ReturnType<typeof bucket>, type: string) => ofType(json, type)[0]?.arguments;

describe("its policy", () => {
  const everything: IamStatement = { Effect: "Allow", Action: "s3:*", Resource: "*" };
  const statements = [everything, ...statementsIn(argumentsOf(bucket(), "aws_s3_bucket_policy")?.policy)];
  const upload = (context: IamRequest["context"]) =>
    allows(statements, {
      action: "s3:PutObject",
      resource: `${reference("aws_s3_bucket.blobs_bucket.arn")}/media/1`,
      context: { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...context },
    });
  const encryption = "s3:x-amz-server-side-encryption";
  const key = "s3:x-amz-server-side-encryption-aws-kms-key-id";

  it("leaves an upload that names no encryption to the bucket", () => {
    expect(upload({})).toBe(true);
  });

  it("admits an upload that names the bucket's key", () => {
    expect(upload({ [encryption]: "aws:kms", [key]: "our-key" })).toBe(true);
  });

  it.each<[string, IamRequest["context"]]>([
    ["with another key", { [encryption]: "aws:kms", [key]: "their-key" }],
    ["with the key that AWS manages", { [encryption]: "aws:kms" }],
    ["with a key that S3 manages", { [encryption]: "AES256" }],
    ["with a key of the client", { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" }],
    ["in clear text", { "aws:SecureTransport": "false" }],
    ["with TLS 1.1", { "s3:TlsVersion": "1.1" }],
  ])("refuses an upload %s", (_, context) => {
    expect(upload(context)).toBe(false);
  });
});

it("encrypts with its key, at a price per bucket and not per object", () => {
  expect(argumentsOf(bucket(), "aws_s3_bucket_server_side_encryption_configuration")?.rule).toMatchObject([
    {
      apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: "our-key" },
      bucket_key_enabled: true,
    },
  ]);
});

it("is private", () => {
  expect(argumentsOf(bucket(), "aws_s3_bucket_public_access_block")).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

it("removes what deletions and broken uploads leave, and expires what it is told to", () => {
  const json = bucket({ expiries: [{ prefix: "exports/", days: 3 }] });
  expect(argumentsOf(json, "aws_s3_bucket_versioning")).toMatchObject({
    versioning_configuration: { status: "Enabled" },
  });
  expect(argumentsOf(json, "aws_s3_bucket_lifecycle_configuration")?.rule).toMatchObject([
    { id: "expire-exports", filter: [{ prefix: "exports/" }], expiration: [{ days: 3 }] },
    {
      id: "clean-up",
      noncurrent_version_expiration: [{ noncurrent_days: 7 }],
      expiration: [{ expired_object_delete_marker: true }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    },
  ]);
});

it("admits browsers of the given origins only, and none by default", () => {
  expect(ofType(bucket(), "aws_s3_bucket_cors_configuration")).toEqual([]);
  const json = bucket({ browserOrigins: ["https://langfuse.example.com"] });
  expect(argumentsOf(json, "aws_s3_bucket_cors_configuration")?.cors_rule).toMatchObject([
    {
      allowed_origins: ["https://langfuse.example.com"],
      allowed_methods: ["GET", "HEAD", "PUT"],
      allowed_headers: ["*"],
    },
  ]);
});

it("locks versions when asked, and not otherwise", () => {
  expect(ofType(bucket(), "aws_s3_bucket_object_lock_configuration")).toEqual([]);
  expect(argumentsOf(bucket(), "aws_s3_bucket")).not.toHaveProperty("object_lock_enabled");
  const json = bucket({ lockDays: 35 });
  expect(argumentsOf(json, "aws_s3_bucket")).toMatchObject({ object_lock_enabled: true });
  expect(argumentsOf(json, "aws_s3_bucket_object_lock_configuration")).toMatchObject({
    rule: { default_retention: { mode: "GOVERNANCE", days: 35 } },
  });
});

it.each([true, false])("refuses to be destroyed, or goes with its content: protect %s", (protect) => {
  expect(argumentsOf(bucket({ protect }), "aws_s3_bucket")).toMatchObject({
    force_destroy: !protect,
    lifecycle: { prevent_destroy: protect },
  });
});

describe("a bucket for access logs", () => {
  const json = synthesizeConstruct((stack) => {
    const logs = accessLogBucket(stack, "logs", {
      name: "langfuse-test-logs",
      accountId: "111111111111",
      sources: ["langfuse-test-blobs"],
      days: 90,
      noncurrentDays: 7,
      protect: true,
    });
    new Bucket(stack, "blobs", { ...props, accessLogBucket: logs.name });
  });
  const delivery = statementsIn(json.resource?.aws_s3_bucket_policy?.logs_policy?.policy).filter(
    ({ Sid }) => Sid === "ServerAccessLogs",
  );
  const write = (source: string, account: string) =>
    allows(delivery, {
      action: "s3:PutObject",
      resource: "arn:aws:s3:::langfuse-test-logs/x",
      context: { "aws:SourceArn": `arn:aws:s3:::${source}`, "aws:SourceAccount": account },
    });

  it("is written by S3 for its sources of this account, and for nobody else", () => {
    expect(delivery).toMatchObject([{ Principal: { Service: "logging.s3.amazonaws.com" } }]);
    expect(write("langfuse-test-blobs", "111111111111")).toBe(true);
    expect(write("somebody-else", "111111111111")).toBe(false);
    expect(write("langfuse-test-blobs", "222222222222")).toBe(false);
  });

  it("uses the only encryption that log delivery supports", () => {
    expect(json.resource?.aws_s3_bucket_server_side_encryption_configuration?.logs_encryption).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });

  it("grants the delivery before a source asks for it, and sorts logs by day", () => {
    expect(json.resource?.aws_s3_bucket_logging).toMatchObject({
      blobs_logging: {
        target_bucket: reference("aws_s3_bucket_policy.logs_policy.bucket"),
        target_prefix: "langfuse-test-blobs/",
        target_object_key_format: { partitioned_prefix: { partition_date_source: "EventTime" } },
      },
    });
  });

  it("forgets", () => {
    expect(json.resource?.aws_s3_bucket_lifecycle_configuration?.logs_lifecycle).toMatchObject({
      rule: [{ id: "expire-all", expiration: [{ days: 90 }] }, { id: "clean-up" }],
    });
  });
});
