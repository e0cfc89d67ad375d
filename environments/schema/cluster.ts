import { z } from "zod";
import { clusterAccess, clusterAccessRules } from "./cluster-access";
import { cidr, listOf } from "./fields";
import { isPrivate } from "./ipv4";
import type { Rule } from "./rules";

/** A network of administrators on the internet; EKS refuses private ranges here, and more than 40 entries. */
const administrators = cidr((network) => {
  if (network.prefix < 24)
    return "is too wide for the administrators of a cluster; list networks of /24 or smaller";
  if (isPrivate(network))
    return "is private and never reaches the public endpoint; list the public addresses behind which you leave";
  return undefined;
});

const nodePool = z.strictObject({
  /** EC2 instance categories; burstable `t` is missing because nodes must encrypt traffic between each other. */
  instanceCategories: listOf(z.enum(["c", "m", "r"])).min(1),
  /** Virtual CPUs of one node, smallest to largest that may be chosen. */
  instanceCpus: listOf(z.enum(["2", "4", "8", "16", "32", "48", "64"])).min(1),
  /** No node is added beyond this many virtual CPUs in the whole pool. */
  maxCpus: z.int().min(2).max(5_000),
});

/** Kubernetes: who may reach it, who may use it, and on what it runs. */
export const cluster = z.strictObject({
  /** Kubernetes, as EKS supports it without surcharge; EKS upgrades by itself afterwards
   *  (docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, 2026-11). 1.36 is the first that serves
   *  `MutatingAdmissionPolicy`, by which pods of Langfuse get their priority and the time to shut down. */
  version: z.enum(["1.36"]),
  api: z.discriminatedUnion("kind", [
    /** Reached from inside the VPC only: deploy from a runner, VPN or session there. */
    z.strictObject({ kind: z.literal("private") }),
    z.strictObject({
      kind: z.literal("public"),
      /** From where operators and deployments come; the nodes stay inside of the VPC. */
      allowList: listOf(administrators, "must list the networks of administrators, 1 to 40 of them")
        .min(1)
        .max(40),
    }),
  ]),
  /** IAM roles, by ARN, and what they may do in the cluster; the deploy role is always an administrator. */
  access: clusterAccess,
  /** Processor of every node; `arm64` costs about a fifth less. */
  architecture: z.enum(["arm64", "amd64"]),
  pools: z.strictObject({
    /** Langfuse, operators and monitoring. */
    general: nodePool.extend({
      /** Spot capacity is cheaper and can be taken away within two minutes. */
      spot: z.boolean(),
    }),
    /** ClickHouse and Keeper only: tainted, and on demand, because a volume waits for its node.
     *  Category `c` is missing because its smallest node has half of the 8 GiB that a replica wants. */
    clickhouse: nodePool.extend({ instanceCategories: listOf(z.enum(["m", "r"])).min(1) }),
  }),
  /** Days of control-plane logs. */
  logDays: z.literal([90, 180, 365]),
});

/** What a cluster needs beside sound fields. */
export const clusterRules: readonly Rule[] = [
  ...clusterAccessRules,
  poolHoldsANode("general"),
  poolHoldsANode("clickhouse"),
];

function poolHoldsANode(name: "general" | "clickhouse"): Rule {
  return function* ({ cluster: { pools } }) {
    const { instanceCpus, maxCpus } = pools[name];
    const smallest = Math.min(...instanceCpus.map(Number));
    if (maxCpus < smallest)
      yield {
        path: ["cluster", "pools", name, "maxCpus"],
        message: `must be at least ${smallest}, the CPUs of the smallest node that instanceCpus allow`,
      };
  };
}
