import type { Container, PodSpec, PodTemplateSpec } from "kubernetes-types/core/v1";
import { at, type CustomObject, listAt } from "./kubernetes";

/** The ports that the operator opens, by kind. */
const ports: Readonly<Record<string, readonly number[]>> = {
  Prometheus: [9090],
  Alertmanager: [9093, 9094],
};

/** Of the container that reloads configurations, in each pod of both. */
const RELOADER_PORT = 8080;

/** The pod that the Prometheus operator makes of a custom resource, as far as selectors and security are concerned
 *  (makeStatefulSetSpec in pkg/prometheus/server and pkg/alertmanager of version 0.93). What the operator's own arguments
 *  say of the reloader is not in the resource, and left out. */
export function operatedPod({ kind, metadata: { name = "" }, spec }: CustomObject): PodTemplateSpec {
  const own = kind.toLowerCase();
  const pod: Pick<PodSpec, "priorityClassName" | "securityContext" | "topologySpreadConstraints"> =
    Object(spec);
  return {
    metadata: {
      labels: {
        "app.kubernetes.io/managed-by": "prometheus-operator",
        "app.kubernetes.io/name": own,
        "app.kubernetes.io/instance": name,
        [own]: name,
        ...(kind === "Prometheus" && { "operator.prometheus.io/name": name }),
      },
    },
    spec: {
      serviceAccountName: String(at(spec, "serviceAccountName")),
      automountServiceAccountToken: at(spec, "automountServiceAccountToken") !== false,
      priorityClassName: pod.priorityClassName,
      securityContext: pod.securityContext,
      topologySpreadConstraints: pod.topologySpreadConstraints,
      volumes: listAt(spec, "secrets").map((secret) => ({
        name: String(secret),
        secret: { secretName: String(secret) },
      })),
      containers: [container(own, kind, spec)],
    },
  };
}

function container(name: string, kind: string, spec: CustomObject["spec"]): Container {
  const given: Pick<Container, "image" | "resources" | "imagePullPolicy"> = Object(spec);
  return {
    name,
    image: given.image,
    imagePullPolicy: given.imagePullPolicy,
    resources: given.resources,
    ports: [...(ports[kind] ?? []), RELOADER_PORT].map((containerPort) => ({ containerPort })),
    securityContext: {
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    },
  };
}
