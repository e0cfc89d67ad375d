import { areOurs, byKey, ifThere, type Kind, named, unfinished } from "./kind";

/** Kubernetes, and who may do what. */
export const CLUSTER: readonly Kind[] = [
  named("aws_eks_cluster", ["name"], async (account, { name }) => {
    const found = await ifThere(account.aws.eks.describeCluster({ name }));
    if (!found?.cluster) return [];
    const { arn, tags, status, identity, resourcesVpcConfig } = found.cluster;
    return [
      {
        importId: name,
        attributes: {
          id: name,
          name,
          arn,
          "identity[0].oidc[0].issuer": identity?.oidc?.issuer,
          "vpc_config[0].cluster_security_group_id": resourcesVpcConfig?.clusterSecurityGroupId,
        },
        ours: areOurs(account, tags),
        ...unfinished(status, ["active", "updating"]),
      },
    ];
  }),
  named("aws_eks_access_entry", ["cluster_name", "principal_arn"], async (account, values) => {
    const { cluster_name: clusterName, principal_arn: principalArn } = values;
    const found = await ifThere(account.aws.eks.describeAccessEntry({ clusterName, principalArn }));
    if (!found?.accessEntry) return [];
    const id = `${clusterName}:${principalArn}`;
    return [
      {
        importId: id,
        attributes: { id, principal_arn: principalArn },
        ours: areOurs(account, found.accessEntry.tags),
      },
    ];
  }),
  named("aws_eks_addon", ["cluster_name", "addon_name"], async (account, { cluster_name, addon_name }) => {
    const asked = account.aws.eks.describeAddon({ clusterName: cluster_name, addonName: addon_name });
    const addon = (await ifThere(asked))?.addon;
    if (!addon) return [];
    const id = `${cluster_name}:${addon_name}`;
    return [
      {
        importId: id,
        attributes: { id },
        ours: areOurs(account, addon.tags),
        ...unfinished(addon.status, ["active", "updating", "degraded"]),
      },
    ];
  }),
  named(
    "aws_eks_pod_identity_association",
    ["cluster_name", "namespace", "service_account"],
    async (account, { cluster_name: clusterName, namespace, service_account: serviceAccount }) => {
      const { eks } = account.aws;
      const asked = eks.listPodIdentityAssociations({ clusterName, namespace, serviceAccount });
      const found = await ifThere(asked);
      return Promise.all(
        (found?.associations ?? []).map(async ({ associationId }) => {
          const { association } = await eks.describePodIdentityAssociation({ clusterName, associationId });
          return {
            importId: `${clusterName},${associationId}`,
            attributes: { id: associationId },
            ours: areOurs(account, association?.tags),
          };
        }),
      );
    },
  ),
  named("aws_iam_role", ["name"], async (account, { name }) => {
    const found = await ifThere(account.aws.iam.getRole({ RoleName: name }));
    if (!found) return [];
    const { Arn: arn, Tags } = found.Role ?? {};
    return [{ importId: name, attributes: { id: name, name, arn }, ours: areOurs(account, byKey(Tags)) }];
  }),
  named("aws_iam_openid_connect_provider", ["url"], async (account, { url }) => {
    const arn = `arn:aws:iam::${account.accountId}:oidc-provider/${url.replace("https://", "")}`;
    const found = await ifThere(account.aws.iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: arn }));
    if (!found) return [];
    return [{ importId: arn, attributes: { id: arn, arn }, ours: areOurs(account, byKey(found.Tags)) }];
  }),
];
