import { z } from "zod";
import { cidr, listOf, logDays, resourceId } from "./fields";
import type { Environment } from "./index";
import { isPrivate, networkOf, overlap } from "./ipv4";
import type { Problem } from "./report";
import type { Rule } from "./rules";

/** IPv4 range of a VPC. */
const vpcCidr = cidr((network) => {
  if (network.prefix < 16 || network.prefix > 20)
    return "must be between /16, which is AWS's limit, and /20, because every pod has an address of its own";
  if (!isPrivate(network))
    return "belongs to others on the internet; use a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10";
  return undefined;
});

/** Addresses of NATs, which are few. */
const natNetwork = cidr((network) => {
  if (network.prefix < 28) return "is too wide for the addresses of NATs; list each as a network of /32";
  if (isPrivate(network))
    return "is private; list the public addresses behind which the private subnets leave";
  return undefined;
});

const vpc = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("create"),
    /** IPv4 range of the VPC, /16 to /20; it must not overlap with another environment's. */
    cidr: vpcCidr,
    /** `per-zone` survives the loss of a zone; `single` costs a third and does not. */
    nat: z.enum(["single", "per-zone"]),
  }),
  z.strictObject({
    kind: z.literal("existing"),
    /** A VPC of others, who keep its routes, subnets and endpoints. */
    vpcId: resourceId("vpc"),
    /** Its primary range, by which environments are kept apart. */
    cidr: vpcCidr,
    /** One per zone, in the order of `zones`; routed to an internet gateway. */
    publicSubnetIds: z.array(resourceId("subnet")),
    /** One per zone, in the order of `zones`; routed to a NAT; at least /20 each for pods. */
    privateSubnetIds: z.array(resourceId("subnet")),
    /** One per zone, in the order of `zones`; without a route to the internet. */
    dataSubnetIds: z.array(resourceId("subnet")),
    /** Public addresses behind which the private subnets leave, as networks such as '198.51.100.7/32': by these the canary
     *  and the probes come to the site's own door. Empty where that is internal, or open to anyone. */
    natNetworks: listOf(natNetwork),
  }),
]);

/** The VPC and its private doors to AWS. */
export const network = z.strictObject({
  vpc,
  /** AWS services that pods and nodes reach without NAT, by their short endpoint name; S3 is always private.
   *  Each costs about 8 USD a month and zone (aws.amazon.com/privatelink/pricing, 2026-11). */
  interfaceEndpoints: listOf(
    z.enum([
      "autoscaling",
      "bedrock-runtime",
      "ec2",
      "ec2messages",
      "ecr.api",
      "ecr.dkr",
      "eks",
      "eks-auth",
      "elasticache",
      "elasticloadbalancing",
      "events",
      "guardduty-data",
      "kms",
      "logs",
      "monitoring",
      "rds",
      "secretsmanager",
      "sns",
      "sqs",
      "ssm",
      "ssmmessages",
      "sts",
    ]),
  ),
  /** Days of VPC flow logs and of load balancer and firewall logs. */
  logDays,
});

/** What a network needs beside sound fields. */
export const networkRules: readonly Rule[] = [
  vpcLeavesServicesAlone,
  oneSubnetPerZone,
  ownerMakesEndpoints,
  probesReachTheDoor,
];

/** EKS gives services an address of either range, so one of another environment or a peer would be unreachable. */
function* vpcLeavesServicesAlone({ network: { vpc } }: Environment): Iterable<Problem> {
  if (vpc.kind !== "create") return;
  const taken = ["10.100.0.0/16", "172.20.0.0/16"].find((range) =>
    overlap(networkOf(range), networkOf(vpc.cidr)),
  );
  if (taken !== undefined)
    yield {
      path: ["network", "vpc", "cidr"],
      message: `overlaps with ${taken}, from which EKS gives addresses to Kubernetes services; use another range`,
    };
}

function* oneSubnetPerZone({ network: { vpc } }: Environment): Iterable<Problem> {
  if (vpc.kind !== "existing") return;
  const seen = new Set<string>();
  for (const tier of ["publicSubnetIds", "privateSubnetIds", "dataSubnetIds"] as const) {
    const path = ["network", "vpc", tier];
    if (vpc[tier].length !== 3)
      yield { path, message: "must name one subnet for each of the three zones, in their order" };
    for (const [index, subnet] of vpc[tier].entries()) {
      if (seen.has(subnet))
        yield { path: [...path, index], message: "is used twice; every zone and tier has its own" };
      seen.add(subnet);
    }
  }
}

function* ownerMakesEndpoints({ network: { vpc, interfaceEndpoints } }: Environment): Iterable<Problem> {
  if (vpc.kind === "existing" && interfaceEndpoints.length > 0)
    yield {
      path: ["network", "interfaceEndpoints"],
      message:
        "must be [] in an existing VPC, whose owner makes the endpoints; a service has one private name in a VPC",
    };
}

/** Of a VPC that is ours the addresses are known when it is made. */
function* probesReachTheDoor({ network: { vpc }, edge }: Environment): Iterable<Problem> {
  if (vpc.kind !== "existing" || vpc.natNetworks.length > 0 || edge.exposure === "internal") return;
  if (edge.interfaceAllowList !== "anyone" || edge.ingestionAllowList !== "anyone")
    yield {
      path: ["network", "vpc", "natNetworks"],
      message:
        "must name the addresses behind which the private subnets leave, or the firewall refuses the canary and the " +
        "probes; 'aws ec2 describe-nat-gateways --query NatGateways[].NatGatewayAddresses[].PublicIp' prints them",
    };
}
