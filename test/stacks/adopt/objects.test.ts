import { found, OURS } from "./stand-in";

const others = OURS.map(({ Key, Value }) => ({ Key, Value: Value === "dev" ? "prod" : Value }));

describe("a security group", () => {
  const group = { GroupId: "sg-1", GroupName: "langfuse-dev-edge", VpcId: "vpc-1" };
  const look = (...rules: object[]) =>
    found(
      "aws_security_group",
      { vpc_id: "vpc-1", name: "langfuse-dev-edge" },
      {
        DescribeSecurityGroups: { SecurityGroups: [group] },
        DescribeSecurityGroupRules: { SecurityGroupRules: rules },
      },
    );
  const all = { SecurityGroupRuleId: "sgr-1", IsEgress: true, IpProtocol: "-1", CidrIpv4: "0.0.0.0/0" };

  it("is taken in with the rules that Terraform gave it", async () => {
    const [thing] = await look({ ...all, Tags: OURS });
    expect(thing).toMatchObject({ importId: "sg-1", ours: true });
    expect(thing?.obstacle).toBeUndefined();
  });

  it("is refused while it has the rule that EC2 gives to every new one, with the command that removes it", async () => {
    const [thing] = await look(all);
    expect(thing?.obstacle).toContain(
      "aws ec2 revoke-security-group-egress --region eu-west-1 --group-id sg-1 --security-group-rule-ids sgr-1",
    );
  });
});

describe("a bucket", () => {
  const bucket = { bucket: "langfuse-dev-blobs-111111111111" };

  it("is ours by its tags", async () => {
    const look = (TagSet: object[]) =>
      found("aws_s3_bucket", bucket, { HeadBucket: {}, GetBucketTagging: { TagSet } });
    expect(await look(OURS)).toMatchObject([{ importId: bucket.bucket, ours: true }]);
    expect(await look(others)).toMatchObject([{ ours: false }]);
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
    expect(await look({}, others)).toEqual([]);
    expect(await look({ DeletionDate: new Date(0) })).toEqual([]);
  });
});

describe("a zone", () => {
  const look = (zone: object, Tags: object[] = []) =>
    found(
      "aws_route53_zone",
      { name: "dev.example.com", comment: "Public names of Langfuse" },
      {
        ListHostedZones: {
          HostedZones: [
            {
              Id: "/hostedzone/Z1",
              Name: "dev.example.com.",
              Config: { Comment: "Public names of Langfuse" },
              CallerReference: "terraform-2026",
              ...zone,
            },
          ],
        },
        ListTagsForResource: { ResourceTagSet: { Tags } },
      },
    );

  it("is ours by its tags, or while it is so new that it has none", async () => {
    expect(await look({}, OURS)).toMatchObject([{ importId: "Z1", isUntagged: false }]);
    expect(await look({})).toMatchObject([{ importId: "Z1", isUntagged: true }]);
  });

  it("is somebody else's when a person has made it, or it is for something else", async () => {
    expect(await look({ CallerReference: "by hand" })).toEqual([]);
    expect(await look({ Config: { Comment: "" } })).toEqual([]);
    expect(await look({}, others)).toEqual([]);
  });
});

describe("a record in a zone of others", () => {
  const look = (DNSName: string) =>
    found(
      "aws_route53_record",
      { zone_id: "Z1", name: "langfuse.example.com", type: "A" },
      {
        ListResourceRecordSets: {
          ResourceRecordSets: [{ Name: "langfuse.example.com.", Type: "A", AliasTarget: { DNSName } }],
        },
        ListTagsForResource: { ResourceTagSet: { Tags: [] } },
        DescribeLoadBalancers: { LoadBalancers: [{ DNSName: "langfuse-dev-1.elb.amazonaws.com" }] },
      },
    );

  it("is ours when it leads to our load balancer, and nobody's whom we may replace when it leads elsewhere", async () => {
    const id = "Z1_langfuse.example.com_A";
    expect(await look("dualstack.langfuse-dev-1.elb.amazonaws.com.")).toMatchObject([
      { importId: id, ours: true },
    ]);
    expect(await look("old-installation.elb.amazonaws.com.")).toMatchObject([{ importId: id, ours: false }]);
  });
});

describe("what AWS is still making", () => {
  it.each([
    ["aws_eks_cluster", { DescribeCluster: { cluster: { status: "CREATING" } } }, "is CREATING"],
    [
      "aws_db_instance",
      { DescribeDBInstances: { DBInstances: [{ DBInstanceStatus: "creating" }] } },
      "is creating",
    ],
    [
      "aws_cloudformation_stack",
      { DescribeStacks: { Stacks: [{ StackStatus: "ROLLBACK_COMPLETE" }] } },
      "is ROLLBACK_COMPLETE",
    ],
  ])("is waited for: %s", async (type, answers, obstacle) => {
    const [thing] = await found(type, { name: "langfuse-dev", identifier: "langfuse-dev" }, answers);
    expect(thing?.obstacle).toContain(obstacle);
  });

  it("is not waited for when a database does something else meanwhile", async () => {
    const answers = { DescribeDBInstances: { DBInstances: [{ DBInstanceStatus: "backing-up" }] } };
    const [thing] = await found("aws_db_instance", { identifier: "langfuse-dev" }, answers);
    expect(thing?.obstacle).toBeUndefined();
  });
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

it("tells a secret that waits for its deletion from one that can be taken in", async () => {
  const secret = { ARN: "arn:salt", Tags: OURS, DeletedDate: new Date(0) };
  const [thing] = await found(
    "aws_secretsmanager_secret",
    { name: "langfuse-dev/salt" },
    { DescribeSecret: secret },
  );
  expect(thing?.obstacle).toContain("aws secretsmanager restore-secret --region eu-west-1");
});

it("says what AWS says when it does not say whether something is there", async () => {
  const denied = Object.assign(new Error("not you"), { name: "AccessDeniedException" });
  await expect(found("aws_iam_role", { name: "langfuse-dev-node" }, { GetRole: denied })).rejects.toThrow(
    "not you",
  );
});
