import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type JobContainer, type JobPodProps, jobPod, type Volume, type VolumeMount } from "./job-pod";
import { observability } from "./observability";
import { variables } from "./pod-environment";

export interface CronJobProps extends Pick<JobPodProps, "serviceAccountName" | "priorityClassName"> {
  /** Of the CronJob, of its pods' label, and middle part of the names of its figures. */
  readonly name: string;
  readonly namespace: string;
  /** Five fields of cron, in UTC. */
  readonly schedule: string;
  /** Seconds after which a run that could not start in time, because the one before still ran, is left out. */
  readonly startingDeadline: number;
  /** Seconds for one run, with waiting for a node, and with retries. */
  readonly deadline: number;
  /** Times that a pod that failed is replaced by another.
   * @default 1 */
  readonly backoffLimit?: number;
  /** ConfigMap of {@link operationScripts}, whose files the container sees in {@link SCRIPTS}. */
  readonly scripts: string;
  readonly container: Omit<JobContainer, "readOnlyRootFilesystem" | "name">;
  /** What the container mounts beside its scripts and `/tmp`.
   * @default - nothing */
  readonly volumes?: readonly Volume[];
  /** What runs at the same time, with the same scripts, figures and `/tmp`; the job ends well when all of them do.
   * @default - nothing */
  readonly beside?: readonly (CronJobProps["container"] & Pick<JobContainer, "name">)[];
  /** A volume that is made for the run and deleted after it.
   * @default - a small `/tmp`, and nothing else that can be written to */
  readonly workspace?: Workspace;
}

export interface ScheduledJobProps extends Omit<CronJobProps, "scripts"> {
  /** As {@link OperationScriptsProps.files}. */
  readonly scripts: readonly string[];
}

export interface OperationScriptsProps {
  readonly name: string;
  readonly namespace: string;
  /** Of `charts-values/operations`, beside {@link FIGURES}. */
  readonly files: readonly string[];
}

export interface Workspace {
  readonly mountPath: string;
  readonly storageClassName: string;
  readonly storageGib: number;
}

/** Folder of a container in which its scripts are. */
export const SCRIPTS = "/scripts";

/** Shell functions by which a script reports figures; see the file. */
const FIGURES = "figures.sh";

const OPERATIONS = join(__dirname, "..", "charts-values", "operations");

/** A script that runs by the clock, and the ConfigMap that holds it. */
export function scheduledJob({ scripts: files, ...props }: ScheduledJobProps) {
  const { name, namespace } = props;
  const scripts = operationScripts({ name: `${name}-scripts`, namespace, files });
  return [scripts, cronJob({ ...props, scripts: scripts.metadata.name })] as const;
}

/** Scripts for one job, or for several of its namespace. */
export function operationScripts({ name, namespace, files }: OperationScriptsProps) {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace },
    data: Object.fromEntries(
      [FIGURES, ...files].map((file) => [file, readFileSync(join(OPERATIONS, file), "utf8")]),
    ),
  } as const;
}

/** Runs by the clock, never twice at the same time. It reports figures to the StatsD exporter; whether and when it succeeded
 *  kube-state-metrics tells. A pod that is evicted with its node is not counted as a failure, and no node is given up for
 *  convenience while it runs. */
export function cronJob(props: CronJobProps) {
  const { name, namespace } = props;
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name, namespace },
    spec: {
      schedule: props.schedule,
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: props.startingDeadline,
      successfulJobsHistoryLimit: 3,
      // More than attempts of one night, so that the first failure can still be read in the morning.
      failedJobsHistoryLimit: 5,
      jobTemplate: {
        spec: {
          backoffLimit: props.backoffLimit ?? 1,
          activeDeadlineSeconds: props.deadline,
          podFailurePolicy: {
            rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }],
          },
          template: template(props),
        },
      },
    },
  } as const;
}

function template({ name, scripts, beside = [], container, volumes = [], workspace, ...pod }: CronJobProps) {
  const mounts: VolumeMount[] = [
    { name: "scripts", mountPath: SCRIPTS, readOnly: true },
    { name: "tmp", mountPath: "/tmp" },
    ...(workspace ? [{ name: "workspace", mountPath: workspace.mountPath }] : []),
  ];
  const equipped = <C extends CronJobProps["container"]>(given: C) => ({
    ...given,
    readOnlyRootFilesystem: true,
    env: [...given.env, ...figureVariables(name)],
    volumeMounts: [...mounts, ...(given.volumeMounts ?? [])],
  });
  return jobPod({
    name,
    serviceAccountName: pod.serviceAccountName,
    priorityClassName: pod.priorityClassName,
    // Karpenter's word, which EKS Auto Mode honours.
    annotations: { "karpenter.sh/do-not-disrupt": "true" },
    waitFor: [],
    container: equipped({ ...container, name }),
    beside: beside.map(equipped),
    volumes: [
      { name: "scripts", configMap: { name: scripts } },
      { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      ...(workspace ? [{ name: "workspace", ephemeral: claim(workspace) }] : []),
      ...volumes,
    ],
  });
}

/** Where the functions of `figures.sh` send what a job counts, and under which name. */
function figureVariables(job: string) {
  const { host, ingestPort } = observability.statsd;
  return variables({ FIGURES_HOST: host, FIGURES_PORT: String(ingestPort), FIGURES_JOB: job });
}

function claim({ storageClassName, storageGib }: Workspace) {
  return {
    volumeClaimTemplate: {
      spec: {
        storageClassName,
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: `${storageGib}Gi` } },
      },
    },
  };
}
