import { z } from "zod";
import { cidr, listOf } from "./fields";
import type { Environment } from "./index";
import { isPrivate } from "./ipv4";
import type { Problem } from "./report";
import type { Rule } from "./rules";

const ROLE_FORM = "must be the ARN of an IAM role such as 'arn:aws:iam::111111111111:role/platform-admin'";

/** A role of IAM; whoever uses it comes and goes, the role stays. */
const role = z.string({ error: ROLE_FORM }).superRefine((arn, context) => {
  const message = roleProblem(arn);
  if (message !== undefined) context.addIssue({ code: "custom", message });
});

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
  /** Kubernetes, as EKS supports it without surcharge; 1.35 until 27 March 2027. EKS upgrades by itself afterwards.
   *  1.34 is missing because its turn comes on 2 December 2026
   *  (docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, 2026-11). */
  version: z.enum(["1.35", "1.36"]),
  api: z.discriminatedUnion("kind", [
    /** Reached from inside the VPC only: deploy from a runner, VPN or session there. */
    z.strictObject({ kind: z.literal("private") }),
    z.strictObject({
      kind: z.literal("public"),
      allowList: listOf(administrators, "must list the networks of administrators, 1 to 40 of them")
        .min(1)
        .max(40),
    }),
  ]),
  /** IAM roles, by ARN, and what they may do in the cluster; the deploy role is always an administrator. */
  access: z.strictObject({
    /** Everything. Whoever deploys by hand must be here: stacks inside the cluster act as the caller. */
    admins: z.array(role).min(1),
    /** On call: change workloads, enter pods and read secrets in the namespaces of the platform; read the rest. */
    operators: z.array(role),
    /** Read workloads, logs and nodes, but no secret. */
    viewers: z.array(role),
  }),
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

const LEVELS = ["admins", "operators", "viewers"] as const;

/** What a cluster needs beside sound fields. */
export const clusterRules: readonly Rule[] = [
  ...LEVELS.map(rolesAreOfThisAccount),
  rolesHaveOneLevel,
  poolHoldsANode("general"),
  poolHoldsANode("clickhouse"),
];

function rolesAreOfThisAccount(level: (typeof LEVELS)[number]): Rule {
  return function* ({ accountId, cluster: { access } }) {
    for (const [index, arn] of access[level].entries()) {
      const owner = arn.split(":")[4];
      if (owner !== accountId)
        yield {
          path: ["cluster", "access", level, index],
          message: `belongs to account ${owner}; name a role of ${accountId}, which people of other accounts may assume`,
        };
    }
  };
}

function* rolesHaveOneLevel({ cluster: { access } }: Environment): Iterable<Problem> {
  const levels = new Map<string, string>();
  for (const level of LEVELS)
    for (const [index, arn] of access[level].entries()) {
      const other = levels.get(arn);
      if (other !== undefined)
        yield {
          path: ["cluster", "access", level, index],
          message: `is listed in ${other} already; keep one of them`,
        };
      levels.set(arn, level);
    }
}

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

function roleProblem(arn: string): string | undefined {
  const session = /^arn:aws:sts::\d{12}:assumed-role\/([\w+=,.@-]{1,64})\//.exec(arn);
  if (session)
    return `is a session, which ends; write the role, as 'aws iam get-role --role-name ${session[1]} --query Role.Arn' prints it`;
  return /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/.test(arn) ? undefined : ROLE_FORM;
}
