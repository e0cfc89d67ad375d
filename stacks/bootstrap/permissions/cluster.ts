import type { Statement } from "../../../constructs/policy";
import type { Reach } from "../reach";

/** EKS, the roles of the platform, and handing those roles to the services that use them. */
export function clusterPermissions({ environment, prefix, names, arns }: Reach): Statement[] {
  const { accountId, region } = environment;
  const roles = [`arn:aws:iam::${accountId}:role/${prefix}-*`];
  const issuers = [`arn:aws:iam::${accountId}:oidc-provider/oidc.eks.${region}.amazonaws.com/*`];
  return [
    {
      sid: "Cluster",
      actions: ["Associate*", "Create*", "Delete*", "Disassociate*", "Tag*", "Untag*", "Update*"].map(
        (verb) => `eks:${verb}`,
      ),
      resources: arns(
        "eks",
        ...[
          "cluster",
          "access-entry",
          "addon",
          "identityproviderconfig",
          "nodegroup",
          "podidentityassociation",
        ].map((kind) => `${kind}/${prefix}*`),
      ),
    },
    {
      // A role is created, and its permissions are changed, only while it carries the boundary.
      sid: "BoundedRoles",
      actions: [
        "AttachRolePolicy",
        "CreateRole",
        "DeleteRolePolicy",
        "DetachRolePolicy",
        "PutRolePermissionsBoundary",
        "PutRolePolicy",
      ].map((action) => `iam:${action}`),
      resources: roles,
      conditions: { StringEquals: { "iam:PermissionsBoundary": names.boundaryArn } },
    },
    {
      sid: "Roles",
      actions: [
        "DeleteRole",
        "TagRole",
        "UntagRole",
        "UpdateAssumeRolePolicy",
        "UpdateRole",
        "UpdateRoleDescription",
      ].map((action) => `iam:${action}`),
      resources: roles,
    },
    {
      sid: "Policies",
      actions: [
        "CreatePolicy",
        "CreatePolicyVersion",
        "DeletePolicy",
        "DeletePolicyVersion",
        "SetDefaultPolicyVersion",
        "TagPolicy",
        "UntagPolicy",
      ].map((action) => `iam:${action}`),
      resources: [`arn:aws:iam::${accountId}:policy/${prefix}-*`],
    },
    {
      sid: "HandRolesToServices",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: {
        StringEquals: {
          "iam:PassedToService": [
            "backup.amazonaws.com",
            "ec2.amazonaws.com",
            "eks.amazonaws.com",
            "events.amazonaws.com",
            "monitoring.rds.amazonaws.com",
            "pods.eks.amazonaws.com",
            "s3.amazonaws.com",
            "vpc-flow-logs.amazonaws.com",
          ],
        },
      },
    },
    {
      sid: "ClusterIssuer",
      actions: [
        "AddClientIDToOpenIDConnectProvider",
        "CreateOpenIDConnectProvider",
        "DeleteOpenIDConnectProvider",
        "RemoveClientIDFromOpenIDConnectProvider",
        "TagOpenIDConnectProvider",
        "UntagOpenIDConnectProvider",
        "UpdateOpenIDConnectProviderThumbprint",
      ].map((action) => `iam:${action}`),
      resources: issuers,
    },
    {
      sid: "ServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:aws:iam::${accountId}:role/aws-service-role/*`],
      conditions: {
        StringEquals: {
          "iam:AWSServiceName": [
            "backup",
            "eks",
            "elasticache",
            "elasticloadbalancing",
            "rds",
            "restore-testing.backup",
            "wafv2",
          ].map((service) => `${service}.amazonaws.com`),
        },
      },
    },
  ];
}
