import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { Account } from "./account";
import { policyDocument } from "./policy";

export interface S3GatewayProps {
  readonly account: Account;
  readonly vpcId: string;
  /** Every table whose subnets may reach S3; a table that is left out reaches it through NAT or not at all. */
  readonly routeTableIds: readonly string[];
  readonly name: string;
  /** First part of the name of every bucket that may be reached, for example `langfuse-prod-`. */
  readonly bucketPrefix: string;
}

/** The way to S3 that leaves out NAT and internet, and leads to our own buckets only.
 *
 *  What a stolen credential could otherwise do from inside the VPC, copying traces into a bucket of someone else, ends
 *  here: both the bucket and whoever signs the request must belong to this account. This also stops Langfuse's blob
 *  export to buckets of other accounts in this region. Buckets in other regions are reached through NAT.
 *  Cost: none. */
export class S3Gateway extends Construct {
  constructor(scope: Construct, id: string, props: S3GatewayProps) {
    super(scope, id);
    const { account, bucketPrefix } = props;
    new VpcEndpoint(this, "endpoint", {
      vpcId: props.vpcId,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${account.region}.s3`,
      routeTableIds: [...props.routeTableIds],
      policy: policyDocument([
        {
          sid: "OwnBuckets",
          principal: "*",
          actions: ["s3:*"],
          resources: [`arn:aws:s3:::${bucketPrefix}*`],
          conditions: {
            StringEquals: {
              "aws:PrincipalAccount": account.accountId,
              "aws:ResourceAccount": account.accountId,
            },
          },
        },
        {
          // No condition on the principal: their owners sign these links with keys of their own, or not at all.
          sid: "Downloads",
          principal: "*",
          actions: ["s3:GetObject"],
          resources: downloadBuckets(account.region).map((bucket) => `arn:aws:s3:::${bucket}/*`),
        },
      ]),
      tags: { Name: props.name },
    });
  }
}

/** Where registries send clients that pull from inside AWS; without these, images of that registry do not start.
 *  ECR: docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html. registry.k8s.io: `awsRegionToHostURL` in
 *  kubernetes/registry.k8s.io, with one name out of line. quay.io: `CloudFrontedS3Storage` in quay/quay, us-east-1.
 *  And the packages of Amazon Linux, which a runner or session host updates itself from: service-owned buckets in
 *  aws-samples/data-perimeter-policy-examples. */
function downloadBuckets(region: string): string[] {
  const kubernetes =
    region === "eu-west-2"
      ? "767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2"
      : `prod-registry-k8s-io-${region}`;
  const quay = region === "us-east-1" ? ["quayio-production-s3"] : [];
  return [`prod-${region}-starport-layer-bucket`, kubernetes, ...quay, `al2023-repos-${region}-de612dc2`];
}
