import { langfuse } from "./langfuse";
import type { Manifest } from "./manifests";
import { jobLabel, keepCatalogued, type PodMonitor, podMonitorOf, type Relabeling } from "./monitors";
import { observability } from "./observability";
import type { SignInProvider } from "./single-sign-on";
import { issuerOf } from "./sso-issuer";

/** `monitoring.coreos.com/v1`, as far as we set it. */
export interface Probe extends Manifest {
  readonly apiVersion: "monitoring.coreos.com/v1";
  readonly kind: "Probe";
  readonly spec: {
    readonly jobName: string;
    readonly module: string;
    readonly prober: { readonly url: string };
    readonly targets: { readonly staticConfig: { readonly static: readonly [string] } };
    readonly metricRelabelings: readonly Relabeling[];
  };
}

/** Of `charts-values/prometheus-blackbox-exporter.yaml`. */
const MODULE = "healthy";

/** Healthy is what can reach Postgres. Pods are not asked so by Kubernetes: a blip of Postgres would restart them all. */
const WEB_HEALTH = "/api/public/health?failIfDatabaseUnavailable=true";

/** Healthy is who has taken a job of late, and who has moved events on. The pods' own probe asks without the flags: it
 *  stays green when a worker has lost its locks in Valkey. */
const WORKER_HEALTH = "/api/health?failIfQueueConsumptionStuck=true&failIfEventPropagationStuck=true";

const { host, port } = observability.blackbox;
const PROBER = `${host}:${port}`;

/** Asks Langfuse as its users do, and what they cannot ask: behind the load balancer, and each worker by itself. */
export function healthProbes(url: string): (Probe | PodMonitor)[] {
  return [
    // By its public address: DNS, firewall, load balancer and certificate answer, too.
    probe({ job: "langfuse-health", target: `${url}${WEB_HEALTH}` }),
    // The same, from inside: when only the other one fails, it is the edge.
    probe({
      job: "langfuse-web-health",
      target: `http://${langfuse.web}.${langfuse.namespace}.svc.cluster.local:${langfuse.webPort}${WEB_HEALTH}`,
    }),
    eachWorker(),
  ];
}

/** Of the probes that ask identity providers. */
const SIGN_IN_JOB = "sign-in-provider";

/** Asks identity providers for what Langfuse asks first at every login: where their endpoints and their keys are. */
export function signInProbes(providers: readonly SignInProvider[]): Probe[] {
  return providers.flatMap((provider) => {
    const issuer = issuerOf(provider);
    if (issuer === undefined) return [];
    const target = `${issuer}/.well-known/openid-configuration`;
    return [probe({ job: SIGN_IN_JOB, name: `${SIGN_IN_JOB}-${provider.kind}`, target })];
  });
}

interface ProbeProps {
  readonly job: string;
  /** @default - that of the job */
  readonly name?: string;
  readonly target: string;
}

function probe({ job, name = job, target }: ProbeProps): Probe {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "Probe",
    metadata: { name, namespace: observability.namespace },
    spec: {
      jobName: job,
      module: MODULE,
      prober: { url: PROBER },
      targets: { staticConfig: { static: [target] } },
      metricRelabelings: [keepCatalogued("blackbox-exporter")],
    },
  };
}

/** Probes know static targets and Ingresses, no pods: this one finds the pods, and turns each address into a question to
 *  the blackbox exporter. */
function eachWorker(): PodMonitor {
  const job = "langfuse-worker-health";
  return podMonitorOf(job, "worker", {
    portNumber: langfuse.workerPort,
    path: "/probe",
    params: { module: [MODULE] },
    relabelings: [
      jobLabel(job),
      { action: "replace", sourceLabels: ["__address__"], targetLabel: "instance" },
      {
        action: "replace",
        sourceLabels: ["__address__"],
        targetLabel: "__param_target",
        replacement: `http://$1${WORKER_HEALTH}`,
      },
      { action: "replace", targetLabel: "__address__", replacement: PROBER },
    ],
    metricRelabelings: [keepCatalogued("blackbox-exporter")],
  });
}
