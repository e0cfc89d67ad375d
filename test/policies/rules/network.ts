import { accompanies } from "../accompanies";
import { absent, exactly, matching } from "../expectations";
import { requires } from "../requires";
import { mutant, type Rule, resources } from "../rule";

const ingress = "aws_vpc_security_group_ingress_rule";

/** VPC and security groups: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html */
export const networkRules: readonly Rule[] = [
  accompanies({
    id: "vpc-flow-log",
    title: "Every VPC of ours records who talked to whom",
    upstream: ["CKV2_AWS_11", "AVD-AWS-0178", "Nag VPC7", "FSBP EC2.6"],
    type: "aws_vpc",
    companion: "aws_flow_log",
    by: "vpc_id",
  }),
  accompanies({
    id: "vpc-default-group",
    title: "Nothing can fall into an open default security group",
    upstream: ["CKV2_AWS_12", "AVD-AWS-0173", "FSBP EC2.2"],
    type: "aws_vpc",
    companion: "aws_default_security_group",
    by: "vpc_id",
  }),
  requires({
    id: "flow-log-complete",
    title: "Flow logs hold accepted and refused traffic by the minute",
    upstream: ["CKV2_AWS_11"],
    type: "aws_flow_log",
    arguments: { traffic_type: exactly("ALL"), max_aggregation_interval: exactly(60) },
  }),
  requires({
    id: "default-group-empty",
    title: "The default security group has no rule",
    upstream: ["CKV2_AWS_12"],
    type: "aws_default_security_group",
    arguments: { ingress: absent, egress: absent },
  }),
  requires({
    id: "subnet-no-public-address",
    title: "No subnet hands out public addresses",
    upstream: ["CKV_AWS_130", "AVD-AWS-0164"],
    type: "aws_subnet",
    arguments: { map_public_ip_on_launch: exactly(false) },
  }),
  requires({
    id: "group-described",
    title: "Every security group and rule says what it is for",
    upstream: ["CKV_AWS_23", "AVD-AWS-0099", "Nag EC27"],
    type: "aws_security_group",
    arguments: { description: matching(/\w+/), ingress: absent, egress: absent },
  }),
  requires({
    id: "rule-described",
    title: "Every ingress rule says what it is for and opens one kind of port",
    upstream: ["AVD-AWS-0124", "CKV_AWS_277"],
    type: ingress,
    arguments: { description: matching(/\w+/), ip_protocol: exactly("tcp") },
  }),
  {
    id: "no-open-ingress",
    title: "The world reaches the load balancer on 80 and 443, and nothing else",
    upstream: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "AVD-AWS-0107", "Nag EC23"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, ingress)
        .filter(({ arguments: rule }) => isOpen(rule) && !isEdge(rule))
        .map(({ address, arguments: rule }) => ({
          address,
          problem: `opens port ${rule.from_port} to the world`,
        })),
    mutants: [
      mutant("a database port open to the world", ingress, (rule) => {
        Object.assign(rule, { cidr_ipv4: "0.0.0.0/0", from_port: 5432, to_port: 5432 });
      }),
      mutant("a port range open to the world on the load balancer", ingress, (rule) => {
        Object.assign(rule, { cidr_ipv6: "::/0", from_port: 443, to_port: 8443 });
      }),
    ],
  },
  {
    id: "stores-admit-groups",
    title: "Databases and caches admit security groups, never address ranges, on one port",
    upstream: ["AVD-AWS-0104", "CKV_AWS_382"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, ingress)
        .filter(({ arguments: rule }) => admitsStore(rule))
        .filter(
          ({ arguments: rule }) => !rule.referenced_security_group_id || rule.from_port !== rule.to_port,
        )
        .map(({ address }) => ({ address, problem: "admits more than one security group on one port" })),
    mutants: [
      mutant("a store that admits a network", ingress, (rule) => {
        if (!admitsStore(rule)) return;
        delete rule.referenced_security_group_id;
        rule.cidr_ipv4 = "10.0.0.0/8";
      }),
    ],
  },
];

const storePorts: readonly number[] = [5432, 6379, 8123, 9000];

function admitsStore(rule: Record<string, unknown>): boolean {
  return storePorts.includes(Number(rule.from_port));
}

function isOpen(rule: Record<string, unknown>): boolean {
  return [rule.cidr_ipv4, rule.cidr_ipv6].some((range) => /\/0$/.test(String(range)));
}

function isEdge(rule: Record<string, unknown>): boolean {
  return (
    rule.from_port === rule.to_port &&
    [80, 443].includes(Number(rule.from_port)) &&
    /load_?balancer/.test(String(rule.security_group_id))
  );
}
