import type { CacheEndpoint } from "./cache";
import { disruptionBudget } from "./deployment-companions";
import { type ExternalSecret, externalSecret } from "./external-secret";
import type { Manifest } from "./manifests";
import { controllerNamespaces } from "./namespaces";
import { workloads } from "./workloads";

/** `keda.sh/v1alpha1`, as far as we set it.
 *  https://keda.sh/docs/2.20/concepts/authentication (2026-11) */
export interface ClusterTriggerAuthentication extends Manifest {
  readonly apiVersion: "keda.sh/v1alpha1";
  readonly kind: "ClusterTriggerAuthentication";
  readonly spec: {
    readonly secretTargetRef: readonly {
      readonly parameter: string;
      readonly name: string;
      readonly key: string;
    }[];
  };
}

/** How a ScaledObject refers to the user and password of the queue:
 *  `authenticationRef: { kind: "ClusterTriggerAuthentication", name: QUEUE_TRIGGER }`. */
export const QUEUE_TRIGGER = "queue";

/** Lets KEDA ask Valkey for the length of a queue. The password lies in KEDA's own namespace, so that KEDA needs no
 *  right to read the Secrets of Langfuse. */
export function queueTrigger(
  cache: Pick<CacheEndpoint, "username" | "passwordSecretArn">,
): [ExternalSecret, ClusterTriggerAuthentication] {
  const name = QUEUE_TRIGGER;
  return [
    externalSecret({
      name,
      namespace: controllerNamespaces.keda,
      data: { password: { secretArn: cache.passwordSecretArn } },
      template: { username: cache.username },
    }),
    {
      apiVersion: "keda.sh/v1alpha1",
      kind: "ClusterTriggerAuthentication",
      metadata: { name },
      spec: {
        secretTargetRef: ["username", "password"].map((key) => ({ parameter: key, name, key })),
      },
    },
  ];
}

/** Lets a drain take one pod of each of KEDA's two programs. */
export function autoscalerBudgets(): Manifest[] {
  return [
    disruptionBudget({ name: "keda-operator", ...workloads.keda }),
    disruptionBudget({ name: "keda-metrics", ...workloads["keda-metrics"] }),
  ];
}
