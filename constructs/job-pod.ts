import type { EnvironmentVariable } from "./pod-environment";
import { containerSecurityContext, podSecurityContext } from "./pod-security";

/** A container that does something and ends, in Kubernetes' words. */
export interface JobContainer {
  readonly name: string;
  readonly image: string;
  /** The image's unprivileged user, by number. */
  readonly user: number;
  readonly memory: string;
  /** Processors that are kept for it; it may use more.
   * @default "100m" */
  readonly cpu?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env: readonly EnvironmentVariable[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly readOnlyRootFilesystem: boolean;
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

export interface JobPodProps {
  /** Of the job; its pods carry it as the label by which network policies know them. */
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly serviceAccountName: string;
  readonly priorityClassName: string;
  /** Containers that must end well, one after the other, before the job begins. */
  readonly waitFor: readonly JobContainer[];
  readonly container: JobContainer;
  /** Containers that run at the same time; the job ends well when all of them do.
   * @default - none */
  readonly beside?: readonly JobContainer[];
  /** Their files belong to the container's user. */
  readonly volumes?: readonly Volume[];
}

/** A volume, in Kubernetes' words: its name, and its source under the name of its kind. */
export interface Volume {
  readonly name: string;
  readonly [kind: string]: unknown;
}

/** The template of a job's pods: hardened to the restricted pod security standard, never restarted in place, so that every
 *  attempt keeps its log. */
export function jobPod({ name, annotations, waitFor, container, beside = [], volumes, ...pod }: JobPodProps) {
  return {
    metadata: { labels: { "app.kubernetes.io/name": name }, annotations },
    spec: {
      restartPolicy: "Never",
      serviceAccountName: pod.serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: pod.priorityClassName,
      securityContext: {
        ...podSecurityContext,
        ...(volumes ? { fsGroup: container.user } : {}),
      },
      initContainers: waitFor.map(restricted),
      containers: [container, ...beside].map(restricted),
      volumes,
    },
  };
}

function restricted({ user, memory, cpu = "100m", readOnlyRootFilesystem, ...container }: JobContainer) {
  return {
    ...container,
    imagePullPolicy: "IfNotPresent",
    resources: { requests: { cpu, memory }, limits: { memory } },
    securityContext: containerSecurityContext({ user, readOnlyRootFilesystem }),
  };
}
