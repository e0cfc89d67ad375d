import type { KubernetesObject } from "./kubernetes";

/** One way to break objects that are really deployed. */
export interface Worsening {
  /** Of the assertion that must notice. */
  readonly assertion: string;
  /** What is done, for example `one try`. */
  readonly what: string;
  /** Kinds of objects to which it is done, one at a time. */
  readonly kinds: readonly string[];
  /** Which of them, by name.
   * @default - all */
  readonly names?: RegExp;
  /** What stands in the object's JSON, and what takes its place; `remove` leaves the object out. */
  readonly change: "remove" | readonly [pattern: RegExp, text: string];
}

const POD_KINDS = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"];
const CLICKHOUSE = ["ClickHouseInstallation", "ClickHouseKeeperInstallation"];
const LANGFUSE = { kinds: ["Deployment"], names: /^langfuse-(web|worker)$/ };

/** For the assertions that hold rows of the policies: test/policies/rows names each. */
export const worsenings: readonly Worsening[] = [
  {
    assertion: "every pod meets the restricted pod security standard",
    what: "privileges can grow",
    kinds: [...POD_KINDS, ...CLICKHOUSE],
    change: [/"allowPrivilegeEscalation":false/g, '"allowPrivilegeEscalation":true'],
  },
  {
    assertion: "every namespace admits the pods that are to run in it",
    what: "the host's messages",
    kinds: [...POD_KINDS, ...CLICKHOUSE],
    change: [/"containers":\[/g, '"hostIPC":true,"containers":['],
  },
  {
    assertion: "every container's root file system is read-only",
    what: "a file system that can be written",
    kinds: [...POD_KINDS],
    change: [/"readOnlyRootFilesystem":true/g, '"readOnlyRootFilesystem":false'],
  },
  {
    assertion: "every container requests processor and memory, and limits its memory",
    what: "no limit",
    kinds: [...POD_KINDS, ...CLICKHOUSE],
    change: [/"limits":\{/g, '"wishes":{'],
  },
  {
    assertion: "every image is an exact version that a node pulls once",
    what: "a tag that moves",
    kinds: [...POD_KINDS, ...CLICKHOUSE],
    change: [/"image":"([^"@]+):[^":/]+"/g, '"image":"$1:latest"'],
  },
  {
    assertion: "only pods that call the Kubernetes API carry a token for it",
    what: "a token",
    ...LANGFUSE,
    change: [/"automountServiceAccountToken":false/g, '"automountServiceAccountToken":true'],
  },
  {
    assertion: "every service account, priority class and configuration that a pod names exists",
    what: "nobody's account",
    kinds: POD_KINDS,
    change: [/"serviceAccountName":"[^"]+"/g, '"serviceAccountName":"nobody"'],
  },
  {
    assertion: "pods run only where traffic is denied by default, in both directions",
    what: "open ways out",
    kinds: ["NetworkPolicy"],
    names: /^default-deny$/,
    change: [/"policyTypes":\["Ingress","Egress"\]/, '"policyTypes":["Ingress"]'],
  },
  {
    assertion: "every pod has exactly one network policy that says to whom it speaks",
    what: "no policy",
    kinds: ["NetworkPolicy"],
    names: /^(web|worker|clickhouse|keeper|prometheus|grafana|keda)$/,
    change: "remove",
  },
  {
    assertion: "every disruption budget lets one pod go at a time",
    what: "no pod may go",
    kinds: ["PodDisruptionBudget"],
    change: [/"maxUnavailable":1/, '"maxUnavailable":0'],
  },
  {
    assertion: "every disruption budget lets one pod go at a time",
    what: "crashed pods that stay",
    kinds: ["PodDisruptionBudget"],
    change: [/AlwaysAllow/, "IfHealthyBudget"],
  },
  {
    assertion: "of several pods a drain takes one after the other, and none is under two budgets",
    what: "no budget",
    kinds: ["PodDisruptionBudget"],
    change: "remove",
  },
  {
    assertion: "of several pods a drain takes one after the other, and none is under two budgets",
    what: "a budget that the operator does not make",
    kinds: CLICKHOUSE,
    change: [/"pdbManaged":"yes"/, '"pdbManaged":"no"'],
  },
  {
    assertion: "a drain takes one copy of ClickHouse and one keeper at a time, and leaves a quorum",
    what: "no pod may go",
    kinds: CLICKHOUSE,
    change: [/"pdbMaxUnavailable":1/, '"pdbMaxUnavailable":0'],
  },
  {
    assertion: "pods wait for the load balancer's health check exactly where it sends requests",
    what: "no wait",
    kinds: ["Namespace"],
    names: /^(langfuse|observability)$/,
    change: [/pod-readiness-gate-inject/, "pod-readiness-gate"],
  },
  {
    assertion: "what runs several times spreads over zones",
    what: "one zone",
    kinds: ["Deployment", "Prometheus", "Alertmanager", ...CLICKHOUSE],
    names:
      /^(langfuse(-web|-worker|$)|keda|external-secrets|masking-gateway|kube-prometheus-stack-(prometheus|alertmanager)$)/,
    change: [/topology\.kubernetes\.io\/zone/g, "kubernetes.io/hostname"],
  },
  {
    assertion: "everything stands in a namespace that the platform declares",
    what: "no namespace",
    kinds: ["Namespace"],
    change: "remove",
  },
  {
    assertion: "no chart opens a way into the cluster of its own",
    what: "a load balancer",
    kinds: ["Service"],
    change: [/"type":"ClusterIP"/, '"type":"LoadBalancer"'],
  },
  {
    assertion: "web is probed for health and readiness, and the worker outlasts a failover of its stores",
    what: "a short patience",
    kinds: ["Deployment"],
    names: /^langfuse-worker$/,
    change: [/"failureThreshold":30/g, '"failureThreshold":3'],
  },
  {
    assertion: "web keeps silent connections longer than the load balancer does",
    what: "Node's own five seconds",
    kinds: ["Deployment"],
    names: /^langfuse-web$/,
    change: [/"110000"/g, '"5000"'],
  },
  {
    assertion: "Node's heap is about three quarters of the memory limit",
    what: "a heap of a megabyte",
    ...LANGFUSE,
    change: [/max-old-space-size=\d+/g, "max-old-space-size=1"],
  },
  {
    assertion: "Langfuse runs as user 1001, by number",
    what: "a user by name",
    ...LANGFUSE,
    change: [/"runAsUser":1001,?/g, ""],
  },
  {
    assertion: "Langfuse's pods spread over zones, and still start when a zone is lost",
    what: "one zone",
    ...LANGFUSE,
    change: [/topology\.kubernetes\.io\/zone/g, "kubernetes.io/hostname"],
  },
  {
    assertion: "Langfuse's pods get two minutes to stop",
    what: "half a minute",
    kinds: ["MutatingAdmissionPolicy"],
    names: /^langfuse-pod-settings$/,
    change: [/terminationGracePeriodSeconds: ?\d+/g, "terminationGracePeriodSeconds: 30"],
  },
  {
    assertion: "Langfuse's pods have a priority class that exists",
    what: "no such class",
    kinds: ["PriorityClass"],
    names: /^langfuse$/,
    change: "remove",
  },
  {
    assertion: "each program is scaled by exactly one autoscaler, and its Deployment names no count",
    what: "no autoscaler",
    kinds: ["HorizontalPodAutoscaler", "ScaledObject"],
    names: /^langfuse/,
    change: "remove",
  },
  {
    assertion:
      "web and worker run the version that was read, from a registry that does not count its visitors",
    what: "another version",
    ...LANGFUSE,
    change: [/(langfuse(?:-worker)?):\d+\.\d+\.\d+/g, "$1:4.0.0"],
  },
  {
    assertion: "the database is reached at its port, encrypted, with a bounded pool",
    what: "no encryption",
    ...LANGFUSE,
    change: [/sslmode=\w+/g, "sslmode=disable"],
  },
  {
    assertion: "the cache is reached encrypted, as a named user",
    what: "no encryption",
    ...LANGFUSE,
    change: [/("name":"REDIS_TLS_ENABLED","value":)"true"/g, '$1"false"'],
  },
  {
    assertion:
      "usage is not reported to Langfuse, and OpenTelemetry's exporters are chosen, not left to their defaults",
    what: "reports",
    ...LANGFUSE,
    change: [/("name":"TELEMETRY_ENABLED","value":)"false"/g, '$1"true"'],
  },
  {
    assertion: "domains that must use SSO, and the length of a session, reach the application",
    what: "sessions of a month",
    ...LANGFUSE,
    names: /^langfuse-web$/,
    change: [/("name":"AUTH_SESSION_MAX_AGE","value":)"\d+"/g, '$1"43200"'],
  },
  {
    assertion: "no two pods of ClickHouse or Keeper share a zone or a node, and Langfuse's version is served",
    what: "copies beside each other",
    kinds: CLICKHOUSE,
    change: [/DoNotSchedule/g, "ScheduleAnyway"],
  },
  {
    assertion:
      "ClickHouse is one cluster 'default' of one shard, with the copies and keepers of the environment",
    what: "one copy",
    kinds: CLICKHOUSE,
    change: [/"replicasCount":\d/g, '"replicasCount":1'],
  },
  {
    assertion: "ClickHouse's volumes are encrypted, can grow and outlive everything that uses them",
    what: "volumes that go with their pod",
    kinds: CLICKHOUSE,
    change: [/"reclaimPolicy":"Retain"/g, '"reclaimPolicy":"Delete"'],
  },
  {
    assertion: "ClickHouse's logs are bounded, as files and as tables, from the first start",
    what: "tables that grow",
    kinds: ["ClickHouseInstallation"],
    change: [/<ttl>[^<]*<\/ttl>/g, ""],
  },
];

/** The object after a worsening: undefined when it is left out, the same when the worsening is not about it. */
export function worsened(object: KubernetesObject, worsening: Worsening): KubernetesObject | undefined {
  const { kinds, names = /^/, change } = worsening;
  if (!kinds.includes(object.kind) || !names.test(object.metadata.name ?? "")) return object;
  if (change === "remove") return undefined;
  const [pattern, text] = change;
  const before = JSON.stringify(object);
  const after = before.replace(pattern, text);
  return after === before ? object : JSON.parse(after);
}
