import { accompanies } from "../accompanies";
import { absent, exactly, matching, referenceTo } from "../expectations";
import { intruder } from "../mutants";
import { resources } from "../platform";
import { requires } from "../requires";
import { type Rule, refersTo } from "../rule";

/** VPC and flow logs: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html */
export const networkRules: readonly Rule[] = [
  accompanies({
    id: "vpc-flow-log",
    rows: ["V1"],
    title: "Every VPC of ours records who talked to whom",
    upstream: ["CKV2_AWS_11", "AVD-AWS-0178", "Nag VPC7", "FSBP EC2.6"],
    type: "aws_vpc",
    companion: "aws_flow_log",
    by: "vpc_id",
  }),
  requires({
    id: "flow-log-complete",
    rows: ["V1"],
    title: "Flow logs hold accepted and refused traffic by the minute, in a log group of ours",
    upstream: ["CKV2_AWS_11"],
    type: "aws_flow_log",
    arguments: {
      traffic_type: exactly("ALL"),
      max_aggregation_interval: exactly(60),
      log_destination: referenceTo("aws_cloudwatch_log_group"),
    },
  }),
  accompanies({
    id: "vpc-default-group",
    rows: ["V2"],
    title: "Nothing can fall into an open default security group",
    upstream: ["CKV2_AWS_12", "AVD-AWS-0173", "FSBP EC2.2"],
    type: "aws_vpc",
    companion: "aws_default_security_group",
    by: "vpc_id",
  }),
  requires({
    id: "default-group-empty",
    rows: ["V2"],
    title: "The default security group has no rule",
    upstream: ["CKV2_AWS_12"],
    type: "aws_default_security_group",
    arguments: { ingress: absent, egress: absent },
  }),
  requires({
    id: "subnet-no-public-address",
    rows: ["V3"],
    title: "No subnet hands out public addresses",
    upstream: ["CKV_AWS_130", "AVD-AWS-0164"],
    type: "aws_subnet",
    arguments: { map_public_ip_on_launch: exactly(false) },
  }),
  {
    id: "group-attached",
    rows: ["V11"],
    title: "Every security group protects something; nothing uses the VPC that AWS made",
    upstream: ["CKV2_AWS_5", "CKV_AWS_148", "AVD-AWS-0101"],
    appliesTo: () => true,
    check: (platform) => [
      ...resources(platform, "aws_security_group")
        .filter(
          (group) =>
            ![...platform.resources].some(
              ([type, users]) =>
                !type.startsWith("aws_vpc_security_group_") &&
                users.some(({ arguments: block }) => refersTo(block, group)),
            ),
        )
        .map(({ address }) => ({ address, problem: "is attached to nothing" })),
      ...resources(platform, "aws_default_vpc").map(({ address }) => ({
        address,
        problem: "adopts the VPC that AWS made",
      })),
    ],
    mutants: (platform) => [
      ...intruder(platform, "aws_security_group", { description: "For nobody" }),
      ...intruder(platform, "aws_default_vpc", {}),
    ],
  },
  {
    id: "no-network-acl",
    rows: ["V13"],
    title: "Security groups decide alone: network ACLs stay as AWS made them, and hide no second truth",
    upstream: ["Nag VPC3", "CKV2_AWS_1"],
    appliesTo: () => true,
    check: (platform) =>
      ["aws_network_acl", "aws_network_acl_rule", "aws_default_network_acl"]
        .flatMap((type) => resources(platform, type))
        .map(({ address }) => ({ address, problem: "filters traffic beside the security groups" })),
    mutants: (platform) => intruder(platform, "aws_network_acl", {}),
  },
  requires({
    id: "vpc-resolves-names",
    rows: ["V7"],
    title: "The VPC resolves names of AWS to private addresses",
    upstream: [],
    type: "aws_vpc",
    arguments: {
      enable_dns_support: exactly(true),
      enable_dns_hostnames: exactly(true),
      cidr_block: matching(/\//),
    },
  }),
];
