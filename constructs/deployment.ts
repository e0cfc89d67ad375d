import type { Manifest } from "./manifests";
import type { EnvironmentVariable } from "./pod-environment";
import { containerSecurityContext, podSecurityContext } from "./pod-security";

/** A folder of files that a container reads. */
export interface MountedFiles {
  /** In the container. */
  readonly folder: string;
  /** Where the files come from, in Kubernetes' words. */
  readonly source: { readonly configMap: { readonly name: string } } | { readonly secret: SecretFiles };
}

interface SecretFiles {
  readonly secretName: string;
  /** For the pod's own group alone: 0440, in decimal. */
  readonly defaultMode: 288;
}

export interface DeploymentProps {
  /** Of the Deployment, its only container and its service account. */
  readonly name: string;
  readonly namespace: string;
  /** What tells its pods from all others of the namespace. */
  readonly labels: Readonly<Record<string, string>>;
  /** `autoscaled`: an autoscaler counts its pods, and it is replaced without a pod less than before. `single`: one pod, gone
   *  before the next one begins. */
  readonly scale: "autoscaled" | "single";
  /** With its digest. */
  readonly image: string;
  /** The image's unprivileged user, by number. */
  readonly user: number;
  /** Virtual CPUs reserved; it may use more when its node is idle. */
  readonly cpus: number;
  readonly memoryGib: number;
  readonly env: readonly EnvironmentVariable[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly files: readonly MountedFiles[];
  readonly probes: { readonly port: number; readonly livenessPath: string; readonly readinessPath: string };
  readonly priorityClassName: string;
  /** Seconds between the order to stop and the signal: until load balancers and services have heard of it; 0 where nobody
   *  calls. */
  readonly preStopSeconds: number;
  /** Seconds from that order to the end by force. */
  readonly terminationGraceSeconds: number;
}

export interface Deployment extends Manifest {
  readonly apiVersion: "apps/v1";
  readonly kind: "Deployment";
  readonly spec: Readonly<Record<string, unknown>>;
}

/** A program of ours that answers requests and keeps nothing: hardened to the restricted pod security standard with a
 *  read-only root, spread over zones and nodes. */
export function deployment(props: DeploymentProps): Deployment {
  const { name, namespace, labels, scale } = props;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      // A number beside an autoscaler would set back what it decided, at every release.
      ...(scale === "single" && { replicas: 1 }),
      revisionHistoryLimit: 3,
      strategy:
        scale === "single"
          ? { type: "Recreate" }
          : { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(props) },
    },
  };
}

function podSpec(props: DeploymentProps) {
  const { name, labels, user, files } = props;
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: props.priorityClassName,
    terminationGracePeriodSeconds: props.terminationGraceSeconds,
    securityContext: { ...podSecurityContext, fsGroup: user },
    topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map(
      (topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        // A lost zone must not keep pods from starting in another.
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: labels },
      }),
    ),
    containers: [container(props)],
    volumes: files.map(({ source }, index) => ({ name: `files-${index}`, ...source })),
  };
}

function container(props: DeploymentProps) {
  const { name, image, user, env, ports, files, probes, preStopSeconds } = props;
  const memory = `${props.memoryGib}Gi`;
  const ask = (path: string) => ({ httpGet: { path, port: probes.port }, timeoutSeconds: 5 });
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    env,
    ports,
    // No CPU limit: a throttled program lets its callers wait.
    resources: { requests: { cpu: `${Math.round(props.cpus * 1000)}m`, memory }, limits: { memory } },
    securityContext: containerSecurityContext({ user, readOnlyRootFilesystem: true }),
    startupProbe: { ...ask(probes.livenessPath), periodSeconds: 2, failureThreshold: 30 },
    livenessProbe: { ...ask(probes.livenessPath), periodSeconds: 10, failureThreshold: 6 },
    readinessProbe: { ...ask(probes.readinessPath), periodSeconds: 5, failureThreshold: 2 },
    ...(preStopSeconds > 0 && { lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } } }),
    volumeMounts: files.map(({ folder }, index) => ({
      name: `files-${index}`,
      mountPath: folder,
      readOnly: true,
    })),
  };
}
