import { found, OTHERS, OURS } from "./stand-in";

describe("a bucket", () => {
  const bucket = { bucket: "langfuse-dev-blobs-111111111111" };

  it("is ours by its tags", async () => {
    const look = (TagSet: object[]) =>
      found("aws_s3_bucket", bucket, { HeadBucket: {}, GetBucketTagging: { TagSet } });
    expect(await look(OURS)).toMatchObject([{ importId: bucket.bucket, ours: true }]);
    expect(await look(OTHERS)).toMatchObject([{ ours: false }]);
  });

  it("is ours without tags when its name holds the account's number, because the tags come second", async () => {
    expect(await found("aws_s3_bucket", bucket, { HeadBucket: {} })).toMatchObject([{ ours: true }]);
    expect(await found("aws_s3_bucket", { bucket: "blobs" }, { HeadBucket: {} })).toMatchObject([
      { ours: false },
    ]);
  });

  it("is not found where there is none", async () => {
    expect(await found("aws_s3_bucket", bucket, {})).toEqual([]);
  });
});

describe("a key", () => {
  const look = (metadata: object, Tags = OURS) =>
    found(
      "aws_kms_key",
      { description: "Logs" },
      {
        ListKeys: { Keys: [{ KeyId: "k-1" }] },
        ListResourceTags: { Tags: Tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })) },
        DescribeKey: { KeyMetadata: { Arn: "arn:k-1", Description: "Logs", ...metadata } },
      },
    );

  it("is told by what it is for", async () => {
    expect(await look({})).toMatchObject([
      { importId: "k-1", attributes: { key_id: "k-1", arn: "arn:k-1" } },
    ]);
    expect(await look({ Description: "Data" })).toEqual([]);
  });

  it("is left alone when it is another environment's, or on its way out", async () => {
    expect(await look({}, OTHERS)).toEqual([]);
    expect(await look({ DeletionDate: new Date(0) })).toEqual([]);
  });
});

it("tells a secret that waits for its deletion from one that can be taken in", async () => {
  const secret = { ARN: "arn:salt", Tags: OURS, DeletedDate: new Date(0) };
  const [thing] = await found(
    "aws_secretsmanager_secret",
    { name: "langfuse-dev/salt" },
    { DescribeSecret: secret },
  );
  expect(thing?.obstacle).toContain("aws secretsmanager restore-secret --region eu-west-1");
});

describe("the value of a secret", () => {
  const answers = {
    DescribeSecret: {
      ARN: "arn:salt",
      Tags: OURS,
      VersionIdsToStages: { old: ["AWSPREVIOUS"], now: ["AWSCURRENT"] },
    },
  };
  const look = (secret_string_wo_version: string, said: object = answers) =>
    found(
      "aws_secretsmanager_secret_version",
      { secret_id: "arn:salt", secret_string_wo_version },
      { ...said },
    );

  it("stays when it is the first: what it has encrypted no other one decrypts", async () => {
    expect(await look("1")).toMatchObject([
      { importId: "arn:salt|now", attributes: { version_id: "now" }, ours: true },
    ]);
  });

  it("is written anew when it was to be replaced, or when there is none", async () => {
    expect(await look("2")).toEqual([]);
    expect(await look("1", { DescribeSecret: { Tags: OURS } })).toEqual([]);
  });
});
