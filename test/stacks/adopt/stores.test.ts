import { arrivedValues } from "../../../stacks/adopt/secret-version";
import type { Tainted } from "../../../stacks/adopt/states";
import { accountWith, found, OTHERS, OURS } from "./stand-in";

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

describe("the value of a secret that Terraform could not read back", () => {
  const address = "aws_secretsmanager_secret_version.salt";
  const type = "aws_secretsmanager_secret_version";
  const answers = { DescribeSecret: { VersionIdsToStages: { old: ["AWSPREVIOUS"], now: ["AWSCURRENT"] } } };
  const arrived = (attributes: Tainted["attributes"], said: object = answers) =>
    arrivedValues([{ address, type, attributes }], accountWith({ ...said }));

  it("has arrived when it is the present one, of whatever generation", async () => {
    expect(await arrived({ id: "arn:salt|now" })).toHaveLength(1);
    expect(await arrived({ id: "arn:salt|now", secret_string_wo_version: 2 })).toHaveLength(1);
  });

  it("has not when another one came after it, or the secret is gone", async () => {
    expect(await arrived({ id: "arn:salt|old" })).toEqual([]);
    expect(await arrived({ id: "arn:salt|now" }, {})).toEqual([]);
  });

  it("is given up when it stands in the state", async () => {
    expect(await arrived({ id: "arn:salt|now", secret_string: "pepper" })).toEqual([]);
  });

  it("is no other thing that was made in part", async () => {
    const network = { address: "aws_vpc.network", type: "aws_vpc", attributes: { id: "arn:salt|now" } };
    expect(await arrivedValues([network], accountWith(answers))).toEqual([]);
  });
});
