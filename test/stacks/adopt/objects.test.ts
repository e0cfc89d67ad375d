import { found, OTHERS, OURS } from "./stand-in";

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
    expect(await look({}, OTHERS)).toEqual([]);
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

it("says what AWS says when it does not say whether something is there", async () => {
  const denied = Object.assign(new Error("not you"), { name: "AccessDeniedException" });
  await expect(found("aws_iam_role", { name: "langfuse-dev-node" }, { GetRole: denied })).rejects.toThrow(
    "not you",
  );
});
