import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";

export interface ClusterAccessProps {
  readonly clusterName: string;
  /** Role that deploys; an administrator, because Helm acts as the caller. */
  readonly deployRoleArn: string;
  /** IAM roles that may do everything. */
  readonly admins: readonly string[];
  /** IAM roles that read what viewers read, and do what roles in the cluster let their group do. */
  readonly operators: readonly string[];
  /** IAM roles that read workloads and their logs, but no secret. */
  readonly viewers: readonly string[];
}

/** Kubernetes groups of people, to bind roles to where AWS's access policies are silent. */
export const accessGroups = { operators: "langfuse:operators", viewers: "langfuse:viewers" } as const;

interface Grant {
  readonly groups: readonly string[];
  readonly policy: keyof typeof ACCESS_POLICIES;
}

const ACCESS_POLICIES = {
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
  view: "AmazonEKSViewPolicy",
} as const;

/** Who may do what in the cluster. Nobody else may: its creator gets nothing, and there is no `aws-auth`. AWS's policy for
 *  editors is not used: it reads Secrets, enters containers and acts as any service account.
 *  https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html (2026-11)
 *  @throws when a principal is named twice, because an access entry has one set of groups */
export class ClusterAccess extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterAccessProps,
  ) {
    super(scope, id);
    const { admins, operators, viewers } = props;
    this.refuseDuplicates();
    const everything: Grant = { groups: [], policy: "cluster-admin" };
    this.admit("deployer", props.deployRoleArn, everything);
    for (const arn of admins) this.admit(principalId(arn), arn, everything);
    for (const arn of operators)
      this.admit(principalId(arn), arn, { groups: [accessGroups.operators], policy: "view" });
    for (const arn of viewers)
      this.admit(principalId(arn), arn, { groups: [accessGroups.viewers], policy: "view" });
  }

  private admit(id: string, principalArn: string, { groups, policy }: Grant): void {
    const { clusterName } = this.props;
    const principal = new Construct(this, id);
    const entry = new EksAccessEntry(principal, "entry", {
      clusterName,
      principalArn,
      kubernetesGroups: [...groups],
    });
    new EksAccessPolicyAssociation(principal, policy, {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${ACCESS_POLICIES[policy]}`,
      accessScope: { type: "cluster" },
    });
  }

  private refuseDuplicates(): void {
    const { deployRoleArn, admins, operators, viewers } = this.props;
    const lists = Object.entries({ deployRoleArn: [deployRoleArn], admins, operators, viewers });
    const principals = lists.flatMap(([list, arns]) => arns.map((arn) => ({ list, arn })));
    const problems = [...new Set(principals.map(({ arn }) => arn))].flatMap((arn) => {
      const holders = principals.filter((principal) => principal.arn === arn).map(({ list }) => list);
      return holders.length > 1
        ? `cluster access names '${arn}' in ${holders.join(" and ")}; keep one of them`
        : [];
    });
    if (problems.length > 0) throw new Error(problems.join("\n"));
  }
}

/** Type and name, which AWS keeps unique in an account: the list may be reordered without replacing anybody's entry. */
function principalId(arn: string): string {
  const [, type = "", name = arn] = /:(\w+)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return `${type}-${name}`;
}
