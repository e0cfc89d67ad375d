import { z } from "zod";
import { arnOf, cidr } from "./fields";

const nodePool = z.strictObject({
  /** EC2 instance categories; burstable `t` is missing because nodes must encrypt traffic between each other. */
  instanceCategories: z.array(z.enum(["c", "m", "r"])).min(1),
  /** Virtual CPUs of one node, smallest to largest that may be chosen. */
  instanceCpus: z.array(z.enum(["2", "4", "8", "16", "32", "48", "64"])).min(1),
  /** No node is added beyond this many virtual CPUs in the whole pool. */
  maxCpus: z.int().min(2).max(5_000),
});

/** Kubernetes: who may reach it, who may use it, and on what it runs. */
export const cluster = z.strictObject({
  /** Kubernetes, as EKS supports it without surcharge; 1.35 until 27 March 2027. EKS upgrades by itself afterwards.
   *  1.34 is missing because its turn comes on 2 December 2026
   *  (docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, 2026-11). */
  version: z.enum(["1.35", "1.36"]),
  api: z.discriminatedUnion("kind", [
    /** Reached from inside the VPC only: deploy from a runner, VPN or session there. */
    z.strictObject({ kind: z.literal("private") }),
    z.strictObject({ kind: z.literal("public"), allowList: z.array(cidr).min(1) }),
  ]),
  /** IAM roles, by ARN, and what they may do in the cluster; the deploy role is always an administrator. */
  access: z.strictObject({
    /** Everything. Whoever deploys by hand must be here: stacks inside the cluster act as the caller. */
    admins: z.array(arnOf("iam")).min(1),
    /** On call: changes workloads, enters pods and reads secrets in the namespaces of the platform; reads the rest. */
    operators: z.array(arnOf("iam")),
    /** Read everything but secrets. */
    viewers: z.array(arnOf("iam")),
  }),
  architecture: z.enum(["arm64", "amd64"]),
  pools: z.strictObject({
    /** Langfuse, operators and monitoring. */
    general: nodePool.extend({
      /** Spot capacity is cheaper and can be taken away within two minutes. */
      spot: z.boolean(),
    }),
    /** ClickHouse and Keeper only: tainted, and on demand, because a volume waits for its node. */
    clickhouse: nodePool,
  }),
  /** Days of control-plane logs. */
  logDays: z.union([90, 180, 365].map((value) => z.literal(value))),
});
