import { CLICKHOUSE_KINDS, LANGFUSE_DEPLOYMENTS, type Worsening } from "../worsening";

const POD_KINDS = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"];

/** Of whatever runs in the cluster. */
export const everywhere: readonly Worsening[] = [
  {
    assertion: "every pod meets the restricted pod security standard",
    what: "privileges can grow",
    kinds: [...POD_KINDS, ...CLICKHOUSE_KINDS],
    change: [/"allowPrivilegeEscalation":false/g, '"allowPrivilegeEscalation":true'],
  },
  {
    assertion: "every namespace admits the pods that are to run in it",
    what: "the host's messages",
    kinds: [...POD_KINDS, ...CLICKHOUSE_KINDS],
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
    kinds: [...POD_KINDS, ...CLICKHOUSE_KINDS],
    change: [/"limits":\{/g, '"wishes":{'],
  },
  {
    assertion: "every image is an exact version that a node pulls once",
    what: "a tag that moves",
    kinds: [...POD_KINDS, ...CLICKHOUSE_KINDS],
    change: [/"image":"([^"@]+):[^":/]+"/g, '"image":"$1:latest"'],
  },
  {
    assertion: "only pods that call the Kubernetes API carry a token for it",
    what: "a token",
    ...LANGFUSE_DEPLOYMENTS,
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
    kinds: CLICKHOUSE_KINDS,
    change: [/"pdbManaged":"yes"/, '"pdbManaged":"no"'],
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
    kinds: ["Deployment", "Prometheus", "Alertmanager", ...CLICKHOUSE_KINDS],
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
];
