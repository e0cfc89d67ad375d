import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Account } from "./account";
import { type ClusterHandle, clusterArn } from "./cluster";
import { policyDocument, type Statement } from "./policy";

/** Something that a workload may do in AWS. */
export interface Permission extends Pick<Statement, "sid" | "conditions"> {
  /** Each by its full name, for example `s3:GetObject`. */
  readonly actions: readonly string[];
  /** ARNs; where an action knows none, every resource and the reason why. */
  readonly resources: readonly string[] | { readonly everyBecause: string };
}

export interface WorkloadIdentityProps {
  readonly account: Account;
  /** Of the role, for example `langfuse-prod-web`. */
  readonly name: string;
  readonly cluster: Pick<ClusterHandle, "name" | "oidcProviderArn" | "oidcIssuer">;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly permissions: readonly Permission[];
}

/** Gives the pods of one service account a role of their own through EKS Pod Identity: no annotation, no key.
 *  https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html (2026-11)
 *  @throws when a permission holds a wildcard action, or every resource without a reason */
export class PodIdentity extends Construct {
  /** Pods that start before it have no role until they restart. */
  readonly association: ITerraformDependable;

  constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    const { account, cluster, namespace, serviceAccount } = props;
    const role = workloadRole(this, props, {
      sid: "PodIdentity",
      principal: { Service: "pods.eks.amazonaws.com" },
      actions: ["sts:AssumeRole", "sts:TagSession"],
      conditions: {
        StringEquals: {
          "aws:SourceAccount": account.accountId,
          // Set by EKS: an association for another service account cannot borrow the role.
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": serviceAccount,
        },
        ArnEquals: { "aws:SourceArn": clusterArn(account, cluster.name) },
      },
    });
    this.association = new EksPodIdentityAssociation(this, "association", {
      clusterName: cluster.name,
      namespace,
      serviceAccount,
      roleArn: role.arn,
    });
  }
}

/** Gives the pods of one service account a role of their own through the cluster's OIDC issuer, for clients that know no
 *  Pod Identity. The service account must carry the annotation `eks.amazonaws.com/role-arn` with {@link roleArn}.
 *  https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html (2026-11)
 *  @throws as {@link PodIdentity} does */
export class ServiceAccountRole extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    const { oidcProviderArn, oidcIssuer } = props.cluster;
    this.roleArn = workloadRole(this, props, {
      sid: "ServiceAccount",
      principal: { Federated: oidcProviderArn },
      actions: ["sts:AssumeRoleWithWebIdentity"],
      conditions: {
        StringEquals: {
          [`${oidcIssuer}:sub`]: `system:serviceaccount:${props.namespace}:${props.serviceAccount}`,
          [`${oidcIssuer}:aud`]: "sts.amazonaws.com",
        },
      },
    }).arn;
  }
}

function workloadRole(scope: Construct, props: WorkloadIdentityProps, trust: Statement): IamRole {
  refuseWildcards(props);
  const role = new IamRole(scope, "role", {
    name: props.name,
    description: `Pods of ${props.namespace}/${props.serviceAccount}`,
    assumeRolePolicy: policyDocument([trust]),
  });
  new IamRolePolicy(scope, "policy", {
    name: "permissions",
    role: role.name,
    policy: policyDocument(
      props.permissions.map(({ resources, ...statement }) => ({
        ...statement,
        resources: "everyBecause" in resources ? ["*"] : resources,
      })),
    ),
  });
  return role;
}

function refuseWildcards({ name, permissions }: WorkloadIdentityProps): void {
  const problems = permissions.flatMap(({ sid, actions, resources }) => [
    ...actions
      .filter((action) => action.includes("*"))
      .map((action) => `'${sid}' holds the action '${action}'; name each action that the workload calls`),
    ...(Array.isArray(resources) && resources.includes("*")
      ? [`'${sid}' holds every resource; name them, or say why with 'everyBecause'`]
      : []),
  ]);
  if (problems.length > 0) throw new Error(`role '${name}': ${problems.join("\n")}`);
}
