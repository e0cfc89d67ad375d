import assert from "node:assert/strict";
import type { Arrival } from "./arrival";

/** Kubernetes. */
export const CLUSTER: readonly Arrival[] = [
  {
    name: "the cluster encrypts secrets with a key of ours and records everything",
    check: async ({ eks, kms }, { name, cluster: { version } }) => {
      const { cluster } = await eks.describeCluster({ name: `langfuse-${name}` });
      assert.equal(cluster?.version, version);
      const [encryption] = cluster?.encryptionConfig ?? [];
      assert.deepEqual(encryption?.resources, ["secrets"]);
      const { KeyMetadata } = await kms.describeKey({ KeyId: encryption?.provider?.keyArn });
      assert.equal(KeyMetadata?.KeyManager, "CUSTOMER");
      const enabled = cluster?.logging?.clusterLogging?.find((logs) => logs.enabled);
      assert.deepEqual(enabled?.types?.toSorted(), [
        "api",
        "audit",
        "authenticator",
        "controllerManager",
        "scheduler",
      ]);
    },
  },
  {
    name: "its API is reached from where the environment says",
    check: async ({ eks }, { name, cluster: { api } }) => {
      const { cluster } = await eks.describeCluster({ name: `langfuse-${name}` });
      const { endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs } =
        cluster?.resourcesVpcConfig ?? {};
      assert.equal(endpointPrivateAccess, true);
      assert.equal(endpointPublicAccess, api.kind === "public");
      if (api.kind === "public") assert.deepEqual(publicAccessCidrs, api.allowList);
    },
  },
  {
    name: "exactly the listed people, the deploy role and the nodes may enter it, by access entries alone",
    check: async ({ eks }, { name, accountId, cluster: { access } }) => {
      const clusterName = `langfuse-${name}`;
      const { cluster } = await eks.describeCluster({ name: clusterName });
      assert.equal(cluster?.accessConfig?.authenticationMode, "API");
      const { accessEntries = [] } = await eks.listAccessEntries({ clusterName });
      const role = (suffix: string) => `arn:aws:iam::${accountId}:role/langfuse-${name}-${suffix}`;
      const people = [...access.admins, ...access.operators, ...access.viewers];
      const nodes = accessEntries.filter((principal) => /node/.test(principal));
      assert.equal(nodes.length, 1);
      assert.deepEqual(accessEntries.toSorted(), [...people, role("deploy"), ...nodes].toSorted());
    },
  },
];
