import type { EnvironmentVariable } from "./pod-environment";

/** A container that runs once, in Kubernetes' words. */
export interface SetupContainer {
  readonly name: string;
  readonly image: string;
  /** The image's unprivileged user, by number. */
  readonly user: number;
  readonly memory: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env: readonly EnvironmentVariable[];
  readonly readOnlyRootFilesystem: boolean;
}

export interface SetupJobProps {
  readonly name: string;
  readonly namespace: string;
  readonly serviceAccountName: string;
  readonly priorityClassName: string;
  /** Seconds for everything, with waiting for Secrets and nodes, and with retries. */
  readonly deadline: number;
  /** What must end well before the job begins; with none there is nothing to wait for. */
  readonly waitFor: readonly SetupContainer[];
  readonly container: SetupContainer;
}

/** A Job that a release runs before its objects, at every change of the release: a hook, because the fields of a Job
 *  cannot be changed. It stays, with its log, until the next one; when it fails the release fails, and what depends on
 *  the release is not touched. Hardened to the restricted pod security standard. */
export function setupJob({ name, namespace, container, waitFor, ...pod }: SetupJobProps) {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name,
      namespace,
      annotations: {
        "helm.sh/hook": "pre-install,pre-upgrade",
        "helm.sh/hook-delete-policy": "before-hook-creation",
      },
    },
    spec: {
      backoffLimit: 3,
      activeDeadlineSeconds: pod.deadline,
      template: {
        metadata: { labels: { "app.kubernetes.io/name": name } },
        spec: {
          restartPolicy: "Never",
          serviceAccountName: pod.serviceAccountName,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: pod.priorityClassName,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          initContainers: waitFor.map(restricted),
          containers: [restricted(container)],
        },
      },
    },
  };
}

function restricted({ user, memory, readOnlyRootFilesystem, ...container }: SetupContainer) {
  return {
    ...container,
    imagePullPolicy: "IfNotPresent",
    resources: { requests: { cpu: "100m", memory }, limits: { memory } },
    securityContext: {
      runAsUser: user,
      runAsGroup: user,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem,
      capabilities: { drop: ["ALL"] },
    },
  };
}
