import { exactly, matching } from "../expectations";
import { each, intruder } from "../mutants";
import { type Platform, type PlatformResource, resources } from "../platform";
import { requires } from "../requires";
import { type Rule, refersTo, valuesAt } from "../rule";

const ingress = "aws_vpc_security_group_ingress_rule";

const egress = "aws_vpc_security_group_egress_rule";

/** Security groups: who may open a connection. */
export const accessRules: readonly Rule[] = [
  requires({
    id: "group-described",
    rows: ["V10"],
    title: "Every security group says what it is for, and holds its rules outside",
    upstream: ["CKV_AWS_23", "AVD-AWS-0099", "Nag EC27"],
    type: "aws_security_group",
    arguments: { description: matching(/\w+/) },
  }),
  requires({
    id: "rule-described",
    rows: ["V10", "V8"],
    title: "Every ingress rule says what it is for and opens one kind of port",
    upstream: ["AVD-AWS-0124", "CKV_AWS_277"],
    type: ingress,
    arguments: { description: matching(/\w+/), ip_protocol: exactly("tcp") },
  }),
  requires({
    id: "egress-described",
    rows: ["V10"],
    title: "Every egress rule says what it is for",
    upstream: ["AVD-AWS-0124"],
    type: egress,
    arguments: { description: matching(/\w+/) },
  }),
  {
    id: "no-open-ingress",
    rows: ["V8"],
    title: "The world reaches the load balancer on 80 and 443, and nothing else",
    upstream: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "AVD-AWS-0107", "Nag EC23"],
    appliesTo: () => true,
    check: (platform) => [
      ...resources(platform, ingress)
        .filter(({ arguments: rule }) => isOpen(rule) && !isEdge(platform, rule))
        .map(({ address, arguments: rule }) => ({
          address,
          problem: `opens port ${rule.from_port} to the world`,
        })),
      ...["aws_security_group", "aws_default_security_group"]
        .flatMap((type) => resources(platform, type))
        .filter(
          ({ arguments: { ingress: inline, egress: out } }) => inline !== undefined || out !== undefined,
        )
        .map(({ address }) => ({
          address,
          problem: "holds rules of its own, which no other rule here reads",
        })),
      ...resources(platform, "aws_security_group_rule").map(({ address }) => ({
        address,
        problem: `is of the old kind; use ${ingress}`,
      })),
    ],
    mutants: (platform) => [
      ...each(platform, { type: ingress, name: "open to the world on 5432" }, (rule) => {
        Object.assign(rule, { cidr_ipv4: "0.0.0.0/0", from_port: 5432, to_port: 5432 });
      }),
      ...each(platform, { type: ingress, name: "open to the world on a range" }, (rule) => {
        Object.assign(rule, { cidr_ipv6: "::/0", from_port: 443, to_port: 8443 });
      }),
      ...each(platform, { type: ingress, name: "open to half of the world" }, (rule) => {
        Object.assign(rule, { cidr_ipv4: "128.0.0.0/1", from_port: 22, to_port: 22 });
      }),
      ...each(platform, { type: "aws_security_group", name: "with a rule inside" }, (group) => {
        group.ingress = [{ from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] }];
      }),
      ...intruder(platform, "aws_security_group_rule", { type: "ingress", cidr_blocks: ["0.0.0.0/0"] }),
    ],
  },
  {
    id: "stores-admit-groups",
    rows: ["V9"],
    title: "Databases, cache and endpoints admit security groups, never address ranges, on one port",
    upstream: ["CKV_AWS_382", "AVD-AWS-0107"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, ingress)
        .filter(({ arguments: rule }) => isOfStore(platform, rule))
        .filter(
          ({ arguments: rule }) =>
            !rule.referenced_security_group_id || isRange(rule) || rule.from_port !== rule.to_port,
        )
        .map(({ address }) => ({ address, problem: "admits more than one security group on one port" })),
    mutants: (platform) => {
      const stores = {
        type: ingress,
        where: ({ arguments: rule }: PlatformResource) => isOfStore(platform, rule),
      };
      return [
        ...each(platform, { ...stores, name: "for a network" }, (rule) => {
          delete rule.referenced_security_group_id;
          rule.cidr_ipv4 = "10.0.0.0/8";
        }),
        ...each(platform, { ...stores, name: "on every port" }, (rule) => {
          Object.assign(rule, { from_port: 0, to_port: 65535 });
        }),
      ];
    },
  },
  {
    id: "stores-call-nobody",
    rows: ["V9"],
    title: "Databases, cache and endpoints open no connection themselves",
    upstream: ["AVD-AWS-0104", "CKV_AWS_382"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, egress)
        .filter(({ arguments: rule }) => isOfStore(platform, rule))
        .map(({ address }) => ({ address, problem: "lets a store open connections" })),
    mutants: (platform) =>
      storeGroups(platform).flatMap((group) =>
        intruder(platform, egress, { security_group_id: `\${${group.address}.id}`, ip_protocol: "-1" }),
      ),
  },
];

/** Groups of what holds data or only answers. */
function storeGroups(platform: Platform): PlatformResource[] {
  const uses: Readonly<Record<string, string>> = {
    aws_db_instance: "vpc_security_group_ids",
    aws_elasticache_replication_group: "security_group_ids",
    aws_vpc_endpoint: "security_group_ids",
  };
  const used = Object.entries(uses).flatMap(([type, path]) =>
    resources(platform, type).flatMap(({ arguments: block }) => valuesAt(block, path)),
  );
  return resources(platform, "aws_security_group").filter((group) => refersTo(used, group));
}

function isOfStore(platform: Platform, rule: Record<string, unknown>): boolean {
  return storeGroups(platform).some((group) => refersTo(rule.security_group_id, group));
}

function isRange(rule: Record<string, unknown>): boolean {
  return rule.cidr_ipv4 !== undefined || rule.cidr_ipv6 !== undefined || rule.prefix_list_id !== undefined;
}

/** Two halves of the world are the world, too. */
function isOpen(rule: Record<string, unknown>): boolean {
  return [rule.cidr_ipv4, rule.cidr_ipv6].some((range) => /\/[0-7]$/.test(String(range)));
}

function isEdge(platform: Platform, rule: Record<string, unknown>): boolean {
  const edge = resources(platform, "aws_lb").flatMap(({ arguments: block }) => block.security_groups);
  const isOfBalancer = resources(platform, "aws_security_group")
    .filter((group) => refersTo(edge, group))
    .some((group) => refersTo(rule.security_group_id, group));
  return rule.from_port === rule.to_port && [80, 443].includes(Number(rule.from_port)) && isOfBalancer;
}
