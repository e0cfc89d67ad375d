import type { DaemonSet, Deployment, StatefulSet } from "kubernetes-types/apps/v1";
import type { HorizontalPodAutoscaler } from "kubernetes-types/autoscaling/v2";
import type { CronJob, Job } from "kubernetes-types/batch/v1";
import type {
  Container,
  Namespace,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Secret,
  Service,
  ServiceAccount,
} from "kubernetes-types/core/v1";
import type { ObjectMeta } from "kubernetes-types/meta/v1";
import type { NetworkPolicy } from "kubernetes-types/networking/v1";
import type { PodDisruptionBudget } from "kubernetes-types/policy/v1";
import { operatedPod } from "./operated-pods";

/** Any object that a chart renders. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** An object whose schema comes with its operator: known by path only. */
export interface CustomObject extends KubernetesObject {
  readonly spec?: Record<string, unknown>;
}

interface Kinds {
  Alertmanager: CustomObject;
  ClickHouseInstallation: CustomObject;
  ClickHouseKeeperInstallation: CustomObject;
  CronJob: CronJob;
  DaemonSet: DaemonSet;
  Deployment: Deployment;
  ExternalSecret: CustomObject;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  Job: Job;
  Namespace: Namespace;
  NetworkPolicy: NetworkPolicy;
  Pod: Pod;
  PodDisruptionBudget: PodDisruptionBudget;
  PodMonitor: CustomObject;
  Probe: CustomObject;
  Prometheus: CustomObject;
  PrometheusRule: CustomObject;
  ScaledObject: CustomObject;
  Secret: Secret;
  Service: Service;
  ServiceMonitor: CustomObject;
  ServiceAccount: ServiceAccount;
  StatefulSet: StatefulSet;
}

/** The objects of one kind, typed. */
export function ofKind<Kind extends keyof Kinds>(
  objects: readonly KubernetesObject[],
  kind: Kind,
): Kinds[Kind][] {
  // The cast is what `validObjects` proves: every object of a kind has the kind's shape.
  return objects.filter((object) => object.kind === kind) as Kinds[Kind][];
}

/** Pods that one object starts. */
export interface PodTemplate {
  /** For example `Deployment langfuse-web`. */
  readonly owner: string;
  readonly object: KubernetesObject;
  readonly metadata: ObjectMeta;
  readonly spec: PodSpec;
}

/** Every pod that the objects start, through a controller, an operator's custom resource or directly. */
export function podTemplates(objects: readonly KubernetesObject[]): PodTemplate[] {
  return objects.flatMap((object) =>
    templatesOf(object).map((template) => ({
      owner: nameOf(object),
      object,
      metadata: template.metadata ?? {},
      spec: template.spec ?? { containers: [] },
    })),
  );
}

/** Every container of a pod, with the init containers that run before. */
export function containersOf(spec: PodSpec): Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}

/** How problems name an object, for example `Deployment langfuse-web`. */
export function nameOf(object: KubernetesObject): string {
  return `${object.kind} ${object.metadata.name ?? "without a name"}`;
}

/** What stands at a path of an object whose shape is not known, or undefined. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return typeof value === "object" && value !== null ? at(Object(value)[key], ...rest) : undefined;
}

/** The list at a path, or an empty one. */
export function listAt(value: unknown, ...path: readonly string[]): unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

function templatesOf(object: KubernetesObject): PodTemplateSpec[] {
  switch (object.kind) {
    case "Pod":
      return ofKind([object], "Pod");
    case "CronJob":
      return ofKind([object], "CronJob").flatMap(({ spec }) => spec?.jobTemplate.spec?.template ?? []);
    case "ClickHouseInstallation":
    case "ClickHouseKeeperInstallation":
      // Altinity's pod templates are Kubernetes' own, in a list: `spec.templates.podTemplates[].spec`.
      return listAt(object, "spec", "templates", "podTemplates") as PodTemplateSpec[];
    case "Alertmanager":
    case "Prometheus":
      return ofKind([object], object.kind).map(operatedPod);
    case "DaemonSet":
    case "Deployment":
    case "Job":
    case "StatefulSet":
      return ofKind([object], object.kind).flatMap(({ spec }) => spec?.template ?? []);
    default:
      return [];
  }
}
