import { oidcProviderArn } from "../../../stacks/bootstrap/roles";
import type { Account } from "../account/account";

/** Who becomes a role, how, and with what in the request. */
interface Trusted {
  readonly as: string;
  readonly actions: readonly string[];
  readonly context: Readonly<Record<string, string>>;
  /** VPC endpoint on the way. */
  readonly through?: string;
  /** Changes of that context, each of which must be refused, by what it stands for. */
  readonly forgeries: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Further contexts that are admitted. */
  readonly also?: readonly Readonly<Record<string, string>>[];
}

/** Who becomes the role of this name.
 *  @throws when nobody is said to */
export function trustedOf(account: Account, name: string): Trusted {
  const pods = POD_IDENTITIES[name];
  if (pods) return podIdentity(account, pods);
  const tokens = SERVICE_ACCOUNTS[name];
  if (tokens) return serviceAccount(account, tokens);
  const { environment, prefix } = account;
  const { accountId, region } = environment;
  const source = (as: string, sourceArn: string): Trusted => ({
    as,
    actions: ["sts:AssumeRole"],
    context: { "aws:SourceAccount": accountId, "aws:SourceArn": sourceArn },
    forgeries: {
      "The service on behalf of another account": { "aws:SourceAccount": "999999999999" },
      "The service on behalf of another resource": { "aws:SourceArn": `${sourceArn.split(prefix)[0]}other` },
    },
  });
  switch (name) {
    case "cluster":
      return {
        ...source("eks.amazonaws.com", `arn:aws:eks:${region}:${accountId}:cluster/${prefix}`),
        // Auto Mode tags its sessions.
        actions: ["sts:AssumeRole", "sts:TagSession"],
      };
    case "node":
      return { as: "ec2.amazonaws.com", actions: ["sts:AssumeRole"], context: {}, forgeries: {} };
    case "replicate-blobs":
    case "replicate-backups":
      // It sends no source: test/policies/waivers.ts.
      return { as: "s3.amazonaws.com", actions: ["sts:AssumeRole"], context: {}, forgeries: {} };
    case "backup":
    case "postgres-restore-test":
      return {
        as: "backup.amazonaws.com",
        actions: ["sts:AssumeRole"],
        context: { "aws:SourceAccount": accountId },
        forgeries: { "The service on behalf of another account": { "aws:SourceAccount": "999999999999" } },
      };
    case "vpc-flow-log": {
      const trusted = source(
        "vpc-flow-logs.amazonaws.com",
        `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/fl-1`,
      );
      return {
        ...trusted,
        forgeries: { "Flow logs of another account": { "aws:SourceAccount": "999999999999" } },
      };
    }
    case "postgres-monitoring": {
      const instance = `arn:aws:rds:${region}:${accountId}:db:${prefix}-postgres`;
      return {
        ...source("monitoring.rds.amazonaws.com", instance),
        // What `restore-postgres.sh` makes beside it.
        also: [{ "aws:SourceAccount": accountId, "aws:SourceArn": `${instance}-20261122t091459z` }],
      };
    }
    case "forward-events":
      return source(
        "events.amazonaws.com",
        `arn:aws:events:us-east-1:${accountId}:rule/${prefix}-forward-global`,
      );
    case "deploy":
      return github(account, [`environment:${environment.name}`], {
        "Pull requests": "pull_request",
        "Branches, even the main one, without the reviewers": "ref:refs/heads/main",
        "Another environment": "environment:other",
      });
    case "plan":
      return github(account, ["pull_request", "ref:refs/heads/main"], {
        "Other branches": "ref:refs/heads/feature",
        Tags: "ref:refs/tags/v1",
      });
    default:
      throw new Error(`nobody is said to become '${name}'; say it in test/proof/permissions/trusted.ts`);
  }
}

/** Namespace and service account of the pods. */
type Pods = readonly [namespace: string, serviceAccount: string];

const POD_IDENTITIES: Readonly<Record<string, Pods>> = {
  langfuse: ["langfuse", "langfuse"],
  "backup-verify": ["observability", "backup-verify"],
  reconcile: ["langfuse", "reconcile"],
  "restore-drill-postgres": ["restore-drill", "restore-drill-postgres"],
  "external-secrets": ["external-secrets", "external-secrets"],
  yace: ["observability", "yace"],
  alertmanager: ["observability", "kube-prometheus-stack-alertmanager"],
  prometheus: ["observability", "kube-prometheus-stack-prometheus"],
};

const SERVICE_ACCOUNTS: Readonly<Record<string, Pods>> = {
  clickhouse: ["clickhouse", "clickhouse"],
  "restore-drill": ["restore-drill", "restore-drill"],
};

function podIdentity({ environment, prefix }: Account, [namespace, serviceAccount]: Pods): Trusted {
  const { accountId, region } = environment;
  return {
    as: "pods.eks.amazonaws.com",
    actions: ["sts:AssumeRole", "sts:TagSession"],
    context: {
      "aws:SourceAccount": accountId,
      "aws:SourceArn": `arn:aws:eks:${region}:${accountId}:cluster/${prefix}`,
      "aws:RequestTag/kubernetes-namespace": namespace,
      "aws:RequestTag/kubernetes-service-account": serviceAccount,
    },
    forgeries: {
      "Pods of another namespace": { "aws:RequestTag/kubernetes-namespace": "default" },
      "Pods of another service account": { "aws:RequestTag/kubernetes-service-account": "default" },
      "Pods of another cluster": { "aws:SourceArn": `arn:aws:eks:${region}:${accountId}:cluster/other` },
      "Pods of another account": { "aws:SourceAccount": "999999999999" },
    },
  };
}

function serviceAccount({ graph, endpoints }: Account, [namespace, name]: Pods): Trusted {
  const issuer = graph
    .attribute("aws_eks_cluster.cluster_control_plane", "identity[0].oidc[0].issuer")
    .replace("https://", "");
  return {
    as: graph.attribute("aws_iam_openid_connect_provider.cluster_oidc", "arn"),
    actions: ["sts:AssumeRoleWithWebIdentity"],
    through: endpoints.has("sts") ? "sts" : undefined,
    context: {
      [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${name}`,
      [`${issuer}:aud`]: "sts.amazonaws.com",
    },
    forgeries: {
      "Pods of another namespace": { [`${issuer}:sub`]: `system:serviceaccount:default:${name}` },
      "Pods of another service account": { [`${issuer}:sub`]: `system:serviceaccount:${namespace}:default` },
      "Tokens that were made for somebody else": { [`${issuer}:aud`]: "https://kubernetes.default.svc" },
    },
  };
}

function github(
  { environment: { accountId, delivery }, endpoints }: Account,
  [first = "", ...others]: readonly string[],
  strangers: Readonly<Record<string, string>>,
): Trusted {
  const issuer = "token.actions.githubusercontent.com";
  const context = (subject: string, repository = delivery.repository) => ({
    [`${issuer}:aud`]: "sts.amazonaws.com",
    [`${issuer}:sub`]: `repo:${repository}:${subject}`,
  });
  return {
    as: oidcProviderArn(accountId),
    actions: ["sts:AssumeRoleWithWebIdentity"],
    // From a runner in the VPC.
    through: endpoints.has("sts") ? "sts" : undefined,
    context: context(first),
    also: others.map((subject) => context(subject)),
    forgeries: {
      "Another repository": context(first, "attacker/langfuse-aws"),
      "A repository whose name begins alike": context(first, `${delivery.repository}-fork`),
      "Tokens that were made for somebody else": { [`${issuer}:aud`]: "https://github.com/example" },
      ...Object.fromEntries(Object.entries(strangers).map(([why, subject]) => [why, context(subject)])),
    },
  };
}
