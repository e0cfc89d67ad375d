import type { Manifest } from "./manifests";

/** Kubernetes namespaces that people work in: one definition for releases, identities and access. */
export const namespaces = {
  clickhouse: "clickhouse",
  langfuse: "langfuse",
  observability: "observability",
  /** Where backups are restored to once a month, and nothing else is. */
  restoreDrill: "restore-drill",
} as const;

/** Namespaces of the controllers behind them, which only administrators change. */
export const controllerNamespaces = {
  externalSecrets: "external-secrets",
  clickHouseOperator: "clickhouse-operator",
  keda: "keda",
} as const;

/** A pod that the load balancer sends requests to is ready once its target is healthy, so a rollout never takes an old pod
 *  before. EKS Auto Mode's own key: that of the open-source controller, `elbv2.k8s.aws`, does nothing here. It holds for
 *  pods that are made after the TargetGroupBinding, and for those alone that stand behind one.
 *  https://github.com/aws/containers-roadmap/issues/2511 (2026-11) */
const TARGET_HEALTH = { "eks.amazonaws.com/pod-readiness-gate-inject": "enabled" };

interface Namespace extends Manifest {
  readonly metadata: Manifest["metadata"] & { readonly labels: Readonly<Record<string, string>> };
}

export interface NamespacesProps {
  /** Namespaces of which pods stand behind the load balancer. */
  readonly balanced: readonly string[];
}

/** Every namespace, at the pod security level `restricted`: no root, no privilege, nothing of the node.
 *  https://kubernetes.io/docs/concepts/security/pod-security-standards (2026-11) */
export function namespaceManifests({ balanced }: NamespacesProps): Namespace[] {
  return Object.values({ ...controllerNamespaces, ...namespaces }).map((name) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name,
      // A namespace that is deleted takes its claims and its Secrets along: Helm never does it.
      annotations: { "helm.sh/resource-policy": "keep" },
      labels: {
        ...podSecurity(enforced(name)),
        ...(balanced.includes(name) ? TARGET_HEALTH : {}),
      },
    },
  }));
}

/** Labels by which a namespace refuses pods; what is not `restricted` is told in any case. */
export function podSecurity(level: "restricted" | "baseline") {
  return {
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/audit": "restricted",
    "pod-security.kubernetes.io/warn": "restricted",
  };
}

function enforced(name: string): "restricted" | "baseline" {
  // The chart's job that updates CRDs has no security context and no setting for one; the operator itself is restricted.
  return name === controllerNamespaces.clickHouseOperator ? "baseline" : "restricted";
}
