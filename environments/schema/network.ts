import { z } from "zod";
import { cidr, logDays, resourceId } from "./fields";

const vpc = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("create"),
    /** IPv4 range of the VPC, /16 to /20; it must not overlap with another environment's. */
    cidr,
    /** `per-zone` survives the loss of a zone; `single` costs a third and does not. */
    nat: z.enum(["single", "per-zone"]),
  }),
  z.strictObject({
    kind: z.literal("existing"),
    vpcId: resourceId("vpc"),
    cidr,
    /** One per zone, in the order of `zones`; routed to an internet gateway. */
    publicSubnetIds: z.array(resourceId("subnet")),
    /** One per zone, in the order of `zones`; routed to a NAT; at least /20 each for pods. */
    privateSubnetIds: z.array(resourceId("subnet")),
    /** One per zone, in the order of `zones`; without a route to the internet. */
    dataSubnetIds: z.array(resourceId("subnet")),
  }),
]);

/** The VPC and its private doors to AWS. */
export const network = z.strictObject({
  vpc,
  /** AWS services that pods and nodes reach without NAT, by their short endpoint name; S3 is always private. */
  interfaceEndpoints: z.array(z.string().regex(/^[a-z0-9.-]+$/)),
  /** Days of VPC flow logs and of load balancer and firewall logs. */
  logDays,
});
