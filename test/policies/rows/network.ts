import type { Row } from "../row";

/** Network. */
export const networkRows: readonly Row[] = [
  {
    id: "V1",
    severity: "block",
    title: "Flow logs of every VPC: all traffic, by the minute, encrypted",
    upstream: ["CKV2_AWS_11", "AVD-AWS-0178", "Nag VPC7", "FSBP EC2.6"],
  },
  {
    id: "V2",
    severity: "block",
    title: "The default security group has no rule",
    upstream: ["CKV2_AWS_12", "AVD-AWS-0173", "FSBP EC2.2"],
  },
  {
    id: "V3",
    severity: "block",
    title: "No subnet gives out public addresses, not even a public one",
    upstream: ["CKV_AWS_130", "AVD-AWS-0164"],
  },
  {
    id: "V4",
    severity: "block",
    title: "Stores and nodes stand in private subnets of three zones, by route and not by name",
    upstream: ["BP networking", "FSBP RDS.46", "AVD-AWS-0180"],
    tests: ["test/constructs/vpc.test.ts", "test/constructs/subnets.test.ts"],
  },
  {
    id: "V5",
    severity: "block",
    title: "A NAT for each zone, and each zone leaves through its own",
    upstream: ["BP reliability"],
    tests: ["test/environments/broken-network.test.ts"],
  },
  {
    id: "V6",
    severity: "block",
    title: "S3 is reached within AWS's network, and through that door only own buckets and image layers",
    upstream: ["FSBP EC2.10"],
    tests: ["test/constructs/s3-gateway.test.ts"],
  },
  {
    id: "V7",
    severity: "block",
    title: "AWS's APIs are reached by private endpoints, on 443, from our groups",
    upstream: ["FSBP EC2.10", "BP private clusters"],
    tests: ["test/constructs/interface-endpoints.test.ts"],
    notApplicable:
      "no endpoint for autoscaling and ssm: with EKS Auto Mode nodes call neither, and have no session manager",
  },
  {
    id: "V8",
    severity: "block",
    title: "The world reaches the load balancer's 443, and 80 for a redirect; an allow-list can narrow it",
    upstream: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277", "AVD-AWS-0107", "Nag EC23"],
    tests: ["test/constructs/allow-list.test.ts"],
  },
  {
    id: "V9",
    severity: "block",
    title: "Stores and endpoints admit security groups on one port, never a network, and open nothing",
    upstream: ["AVD-AWS-0104", "CKV_AWS_382"],
    tests: ["test/proof/reachability.test.ts"],
  },
  {
    id: "V10",
    severity: "warn",
    title: "Every security group and rule says what it is for",
    upstream: ["CKV_AWS_23", "AVD-AWS-0099", "AVD-AWS-0124", "Nag EC27"],
  },
  {
    id: "V11",
    severity: "warn",
    title: "Every security group is in use, and nothing uses the default VPC",
    upstream: ["CKV2_AWS_5", "CKV_AWS_148", "AVD-AWS-0101"],
  },
  {
    id: "V12",
    severity: "warn",
    title: "Public access to the VPC is blocked, and its traffic encrypted, where AWS offers to",
    upstream: [],
    notApplicable:
      "the block is for a whole region of an account and would cut off an internet-facing load balancer, also of " +
      "others; instances that encrypt what they send each other are demanded of node pools instead",
  },
  {
    id: "V13",
    severity: "warn",
    title: "Network ACLs are left alone, or all attached",
    upstream: ["Nag VPC3", "CKV2_AWS_1"],
  },
];
