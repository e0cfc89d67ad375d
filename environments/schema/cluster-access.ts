import { z } from "zod";
import type { Environment } from "./index";
import type { Problem } from "./report";
import type { Rule } from "./rules";

const ROLE_FORM = "must be the ARN of an IAM role such as 'arn:aws:iam::111111111111:role/platform-admin'";

/** A role of IAM; whoever uses it comes and goes, the role stays. */
const role = z.string({ error: ROLE_FORM }).superRefine((arn, context) => {
  const message = roleProblem(arn);
  if (message !== undefined) context.addIssue({ code: "custom", message });
});

/** IAM roles, by ARN, and what they may do in the cluster. */
export const clusterAccess = z.strictObject({
  /** Everything. Whoever deploys by hand must be here: stacks inside the cluster act as the caller. */
  admins: z.array(role).min(1),
  /** On call: restart, scale and look inside by a port in the namespaces of Langfuse, ClickHouse and monitoring; read the
   *  rest, but no secret. */
  operators: z.array(role),
  /** Read workloads, logs and nodes, but no secret. */
  viewers: z.array(role),
});

const LEVELS = ["admins", "operators", "viewers"] as const;

/** What roles need beside sound ARNs. */
export const clusterAccessRules: readonly Rule[] = [...LEVELS.map(rolesAreOfThisAccount), rolesHaveOneLevel];

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

function roleProblem(arn: string): string | undefined {
  const session = /^arn:aws:sts::\d{12}:assumed-role\/([\w+=,.@-]{1,64})\//.exec(arn);
  if (session)
    return `is a session, which ends; write the role, as 'aws iam get-role --role-name ${session[1]} --query Role.Arn' prints it`;
  return /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/.test(arn) ? undefined : ROLE_FORM;
}
