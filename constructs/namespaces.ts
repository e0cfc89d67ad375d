import type { Manifest } from "./manifests";

/** Kubernetes namespaces that people work in: one definition for releases, identities and access. */
export const namespaces = {
  clickhouse: "clickhouse",
  langfuse: "langfuse",
  observability: "observability",
} as const;

/** Namespaces of the operators, which only administrators change. */
export const operatorNamespaces = {
  externalSecrets: "external-secrets",
} as const;

interface Namespace extends Manifest {
  readonly metadata: Manifest["metadata"] & { readonly labels: Readonly<Record<string, string>> };
}

/** Every namespace, at the pod security level `restricted`: no root, no privilege, nothing of the node.
 *  https://kubernetes.io/docs/concepts/security/pod-security-standards (2026-11) */
export function namespaceManifests(): Namespace[] {
  return Object.values({ ...operatorNamespaces, ...namespaces }).map((name) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name,
      // A namespace that is deleted takes its claims and its Secrets along: Helm never does it.
      annotations: { "helm.sh/resource-policy": "keep" },
      labels: Object.fromEntries(
        ["enforce", "audit", "warn"].map((mode) => [`pod-security.kubernetes.io/${mode}`, "restricted"]),
      ),
    },
  }));
}
