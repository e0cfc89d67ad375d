import { S3Gateway } from "../../constructs/s3-gateway";
import { synthesizeConstruct } from "../support/construct";
import { statementsOf } from "../support/policies";
import { ofType } from "../support/terraform-json";

function endpoint(region = "eu-west-1") {
  const json = synthesizeConstruct((stack) => {
    new S3Gateway(stack, "s3", {
      account: { accountId: "111111111111", region },
      vpcId: "vpc-1",
      routeTableIds: ["rtb-1", "rtb-2"],
      name: "langfuse-test-s3",
      bucketPrefix: "langfuse-test-",
    });
  });
  return ofType(json, "aws_vpc_endpoint")[0];
}

function downloads(region: string) {
  return statementsOf(endpoint(region)).find(({ Sid }) => Sid === "Downloads");
}

describe("the way to S3", () => {
  it("is a gateway on every table it was given", () => {
    expect(endpoint()?.arguments).toMatchObject({
      vpc_endpoint_type: "Gateway",
      service_name: "com.amazonaws.eu-west-1.s3",
      route_table_ids: ["rtb-1", "rtb-2"],
    });
  });

  it("leads to our own buckets, for our own principals, and nowhere else", () => {
    const writing = statementsOf(endpoint()).filter(({ Action }) => String(Action) !== "s3:GetObject");
    expect(writing).toEqual([
      {
        Sid: "OwnBuckets",
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:*"],
        Resource: ["arn:aws:s3:::langfuse-test-*"],
        Condition: {
          StringEquals: {
            "aws:PrincipalAccount": "111111111111",
            "aws:ResourceAccount": "111111111111",
          },
        },
      },
    ]);
  });

  it("lets image layers and packages of Amazon Linux be read, and only read", () => {
    expect(downloads("eu-west-1")).toMatchObject({
      Action: ["s3:GetObject"],
      Resource: [
        "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
        "arn:aws:s3:::prod-registry-k8s-io-eu-west-1/*",
        "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
      ],
    });
  });

  it("knows the bucket of registry.k8s.io in London, which has a name of its own", () => {
    expect(downloads("eu-west-2")?.Resource).toContain(
      "arn:aws:s3:::767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2/*",
    );
  });

  it("lets nodes in us-east-1 read the bucket of quay.io, which is in the same region", () => {
    expect(downloads("us-east-1")?.Resource).toContain("arn:aws:s3:::quayio-production-s3/*");
    expect(downloads("eu-west-1")?.Resource).not.toContain("arn:aws:s3:::quayio-production-s3/*");
  });
});
