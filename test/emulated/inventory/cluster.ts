import { each, type Kind } from "./kind";

/** Kubernetes, and who may do what. */
export const CLUSTER: readonly Kind[] = [
  {
    type: "aws_eks_cluster",
    list: async ({ eks }) => (await eks.listClusters()).clusters ?? [],
    parts: [
      "aws_eks_access_entry",
      "aws_eks_access_policy_association",
      "aws_eks_addon",
      "aws_eks_pod_identity_association",
    ],
  },
  {
    type: "aws_iam_role",
    list: async ({ iam }) => each((await iam.listRoles()).Roles, "RoleName"),
    parts: ["aws_iam_role_policy", "aws_iam_role_policy_attachment"],
  },
  {
    type: "aws_iam_policy",
    list: async ({ iam }) => each((await iam.listPolicies({ Scope: "Local" })).Policies, "PolicyName"),
  },
  {
    type: "aws_iam_openid_connect_provider",
    list: async ({ iam }) => each((await iam.listOpenIDConnectProviders()).OpenIDConnectProviderList, "Arn"),
  },
];
