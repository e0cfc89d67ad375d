import type { Statement } from "../../constructs/policy";
import { clusterPermissions } from "./permissions/cluster";
import { dataPermissions } from "./permissions/data";
import { edgePermissions } from "./permissions/edge";
import { networkPermissions } from "./permissions/network";
import { observabilityPermissions } from "./permissions/observability";
import { readPermissions } from "./permissions/read";
import { guardrails, readStatePermissions, writeStatePermissions } from "./permissions/state";
import type { Reach } from "./reach";

const ISSUER = "token.actions.githubusercontent.com";

/** One role of the delivery pipeline, before it becomes CloudFormation. */
export interface DeliveryRole {
  readonly name: string;
  readonly description: string;
  readonly trust: Statement;
  /** One managed policy per subject, because one policy holds at most 6,144 characters. */
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
}

/** ARN of GitHub's identity provider, of which an account holds one. */
export function oidcProviderArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${ISSUER}`;
}

/** Changes the environment; only jobs that run in the GitHub environment of the same name get it. */
export function deployRole(reach: Reach): DeliveryRole {
  const { name } = reach.environment;
  return {
    name: reach.names.deployRole,
    description: "Deploys the environment from GitHub, after its reviewers agreed",
    trust: trustGithub(reach, [`environment:${name}`]),
    policies: {
      Network: networkPermissions(reach),
      Edge: edgePermissions(reach),
      Data: dataPermissions(reach),
      Cluster: clusterPermissions(reach),
      Observability: observabilityPermissions(reach),
      Read: readPermissions(reach),
      State: [...readStatePermissions(reach), ...writeStatePermissions(reach), ...guardrails(reach)],
    },
  };
}

/** Reads what a plan compares with. A pull request runs code that nobody has reviewed, so it may change nothing and
 *  read no data; the main branch gets it too, so that reviewers see the plan that they approve. */
export function planRole(reach: Reach): DeliveryRole {
  return {
    name: reach.names.planRole,
    description: "Plans the environment from pull requests; changes nothing",
    trust: trustGithub(reach, ["pull_request", "ref:refs/heads/main"]),
    policies: { Read: [...readPermissions(reach), ...readStatePermissions(reach)] },
  };
}

/** @see https://docs.github.com/en/actions/reference/security/oidc */
function trustGithub({ environment }: Reach, contexts: readonly string[]): Statement {
  const { accountId, delivery } = environment;
  return {
    sid: "GithubActions",
    principal: { Federated: oidcProviderArn(accountId) },
    actions: ["sts:AssumeRoleWithWebIdentity"],
    conditions: {
      StringEquals: {
        [`${ISSUER}:aud`]: "sts.amazonaws.com",
        [`${ISSUER}:sub`]: contexts.map((context) => `repo:${delivery.repository}:${context}`),
      },
    },
  };
}
