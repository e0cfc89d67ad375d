import { type JobPodProps, jobPod } from "./job-pod";

export interface SetupJobProps extends Omit<JobPodProps, "annotations"> {
  readonly namespace: string;
  /** Seconds for everything, with waiting for Secrets and nodes, and with retries. */
  readonly deadline: number;
}

/** A Job that a release runs before its objects, at every change of the release: a hook, because the fields of a Job
 *  cannot be changed. It stays, with its log, until the next one; when it fails the release fails, and what depends on
 *  the release is not touched. */
export function setupJob({ namespace, deadline, ...pod }: SetupJobProps) {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: pod.name,
      namespace,
      annotations: {
        "helm.sh/hook": "pre-install,pre-upgrade",
        "helm.sh/hook-delete-policy": "before-hook-creation",
      },
    },
    spec: { backoffLimit: 3, activeDeadlineSeconds: deadline, template: jobPod(pod) },
  };
}
