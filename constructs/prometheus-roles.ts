import { namespaces } from "./namespaces";
import { observability } from "./observability";
import { grant, READ, type Role, type RoleBinding, rule } from "./rbac";

const MONITORING = "monitoring.coreos.com";
const EVERYTHING = [...READ, "create", "update", "patch", "delete"];

/** What the Prometheus operator, Prometheus and Grafana call in Kubernetes, in place of the charts' roles: the operator's
 *  may write every Secret of the cluster, Grafana's may read those of its namespace. Prometheus finds its targets in
 *  every namespace, and reads nothing of them that is secret.
 *  https://github.com/prometheus-community/helm-charts/blob/kube-prometheus-stack-88.5.3/charts/kube-prometheus-stack/templates/prometheus-operator/clusterrole.yaml */
export function prometheusRoles(): (Role | RoleBinding)[] {
  const { namespace, name } = observability;
  const account = (of: string) => [{ kind: "ServiceAccount", name: `${name}-${of}`, namespace } as const];
  const operator = { name: "prometheus-operator", subjects: account("operator") };
  return [
    ...grant({
      ...operator,
      rules: [rule("", ["nodes"], ["list", "watch"]), rule("", ["namespaces"], READ)],
    }),
    ...grant({ ...operator, namespace: namespaces.observability, rules: operatorRules() }),
    // It keeps a Service there whose addresses are the kubelets'.
    ...grant({ ...operator, namespace: "kube-system", rules: kubeletServiceRules() }),
    ...grant({
      name: "prometheus",
      subjects: account("prometheus"),
      rules: [
        rule("", ["nodes", "services", "pods"], READ),
        // Kubelets ask the API server whether they may answer.
        rule("", ["nodes/metrics"], ["get"]),
        rule("discovery.k8s.io", ["endpointslices"], READ),
      ],
    }),
    ...grant({
      name: "grafana",
      namespace,
      subjects: account("grafana"),
      rules: [rule("", ["configmaps"], READ)],
    }),
  ];
}

function operatorRules() {
  const kinds = ["prometheuses", "alertmanagers"];
  const parts = (part: string) => kinds.map((kind) => `${kind}/${part}`);
  const asked = ["servicemonitors", "podmonitors", "probes", "prometheusrules"];
  return [
    rule(MONITORING, kinds, [...READ, "update", "patch"]),
    rule(MONITORING, [...parts("finalizers"), ...parts("status")], ["get", "update", "patch"]),
    rule(MONITORING, [...asked, "scrapeconfigs", "alertmanagerconfigs"], READ),
    rule(
      MONITORING,
      asked.map((kind) => `${kind}/status`),
      ["get", "update", "patch"],
    ),
    rule("apps", ["statefulsets"], EVERYTHING),
    rule("", ["configmaps", "secrets"], EVERYTHING),
    rule("", ["pods"], ["get", "list", "delete"]),
    rule("", ["services", "services/finalizers"], ["get", "create", "update", "delete"]),
    rule("", ["events"], ["create", "patch"]),
    rule("events.k8s.io", ["events"], ["create", "patch"]),
  ];
}

function kubeletServiceRules() {
  return [
    rule("", ["services"], ["get", "create", "update"]),
    rule("discovery.k8s.io", ["endpointslices"], [...READ, "create", "update", "delete"]),
  ];
}
