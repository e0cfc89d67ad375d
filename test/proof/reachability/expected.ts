import { backupVerifications } from "../../../constructs/backup-stores";
import { absentWorkloads, type WorkloadName, workloadNames } from "../../../constructs/workloads";
import type { Environment } from "../../../environments/schema";
import { sentence } from "./page";
import { ANY_PORT, type Path } from "./solve";

/** What holds in every environment: whom it leads to, on which port, and from whom. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  "postgres 5432 TCP":
    "nodes web worker migration database-role background-migrations postgres-rows restore-drill-postgres",
  "valkey 6379 TCP": "nodes web worker keda valkey-exporter",
  "web 3000 TCP": "load-balancer masking-gateway blackbox-exporter",
  "masking-gateway 8080 TCP": "load-balancer",
  "masking-gateway 9090 TCP": "load-balancer worker prometheus",
  "canary 8080 TCP": "prometheus",
  "grafana 3000 TCP": "load-balancer prometheus",
  "worker 3030 TCP": "blackbox-exporter",
  "clickhouse 8123 TCP": "web worker reconcile clickhouse-operator",
  "clickhouse 9000 TCP": "migration clickhouse clickhouse-backup restore-drill",
  "clickhouse 9009 TCP": "clickhouse",
  "clickhouse 9363 TCP": "prometheus",
  "keeper 2181 TCP": "clickhouse clickhouse-operator",
  "keeper 9444 TCP": "keeper",
  "keeper 7000 TCP": "prometheus",
  "clickhouse-operator 9999 TCP": "prometheus",
  "external-secrets 8080 TCP": "prometheus",
  "keda 9666 TCP": "keda-metrics",
  "keda 8080 TCP": "prometheus",
  "keda-metrics 6443 TCP": "kubernetes-api",
  "prometheus 9090 TCP": "keda prometheus grafana",
  "prometheus 8080 TCP": "prometheus",
  "alertmanager 8080 TCP": "prometheus",
  "alertmanager 9093 TCP": "prometheus grafana",
  "alertmanager 9094 TCP": "alertmanager",
  "alertmanager 9094 UDP": "alertmanager",
  "prometheus-operator 8080 TCP": "prometheus",
  "kube-state-metrics 8080 TCP": "prometheus",
  "blackbox-exporter 9115 TCP": "prometheus",
  "valkey-exporter 9121 TCP": "prometheus",
  "yace 5000 TCP": "prometheus",
  "statsd-exporter 9102 TCP": "web worker prometheus",
  "statsd-exporter 9125 UDP": `web worker reconcile background-migrations postgres-rows clickhouse-backup restore-drill restore-drill-postgres ${backupVerifications.join(" ")}`,
  "nodes 10250 TCP": "kubernetes-api prometheus",
  "pod-identity 80 TCP": `web worker reconcile restore-drill-postgres external-secrets prometheus alertmanager yace ${backupVerifications.join(" ")}`,
  "internet 587 TCP": "alertmanager",
  // Programs of nodes and of runners, and whatever somebody else starts beside them, meet no network policy.
  [`internet ${ANY_PORT} TCP`]: "nodes runner stranger-in-the-VPC",
  "cluster-dns 53 TCP": workloadNames.join(" "),
  "cluster-dns 53 UDP": workloadNames.join(" "),
};

/** Workloads that talk to somebody outside by HTTPS; "outside" has no exceptions, so it is also whatever listens there in
 *  the VPC: the API server and the endpoints of AWS, which ask for credentials. */
const OUTWARD: readonly WorkloadName[] = [
  "web",
  "worker",
  "reconcile",
  "canary",
  "clickhouse",
  "restore-drill",
  "restore-drill-postgres",
  "prometheus",
  "alertmanager",
  "grafana",
  "blackbox-exporter",
  "yace",
  ...backupVerifications,
];

/** Workloads that use the API of Kubernetes. */
const CONTROLLERS: readonly WorkloadName[] = [
  "clickhouse-operator",
  "external-secrets",
  "keda",
  "keda-metrics",
  "prometheus-operator",
  "crd-upgrade",
  "kube-state-metrics",
];

/** Every path that an environment is meant to have. */
function expectedPaths(environment: Environment): Path[] {
  const { cluster, network } = environment;
  // Without an endpoint Secrets Manager is outside.
  const outside = network.interfaceEndpoints.includes("secretsmanager")
    ? OUTWARD
    : [...OUTWARD, "external-secrets"];
  const https = [...OUTWARD, ...CONTROLLERS];
  // In a VPC of others nobody can tell its subnets from those of the API server, which controllers may reach.
  const isOfOthers = network.vpc.kind === "existing";
  const admitsAnybody = clientsOf(environment).includes("anybody");
  const absent: readonly string[] = absentWorkloads(environment);
  const paths = [
    ...Object.entries(EVERYWHERE).flatMap(([target, senders]) => lead(target, senders.split(" "))),
    ...lead(
      "restored-postgres 5433 TCP",
      environment.restoreDrill === "monthly" ? ["nodes", "restore-drill-postgres"] : [],
    ),
    ...lead("internet 443 TCP", outside),
    ...lead("kubernetes-api 443 TCP", ["nodes", "runner", ...https]),
    ...lead("kubernetes-api 443 TCP", cluster.api.kind === "public" ? cluster.api.allowList : []),
    ...lead(
      "endpoints-of-AWS 443 TCP",
      network.interfaceEndpoints.length > 0 ? ["nodes", "runner", ...https] : [],
    ),
    ...(environment.edge.exposure === "internal"
      ? internalDoor(environment, https)
      : door(environment, admitsAnybody && isOfOthers ? https : outside)),
    ...behindTheDoor(environment),
  ];
  return paths.filter(({ from, to }) => !absent.includes(from) && !absent.includes(to));
}

/** What differs from that, one line for each path. */
export function surprisesAmong(paths: readonly Path[], environment: Environment): string[] {
  const [actual, expected] = [paths.map(sentence), expectedPaths(environment).map(sentence)];
  const added = actual.filter((path) => !expected.includes(path)).map((path) => `new: ${path}`);
  const lost = expected.filter((path) => !actual.includes(path)).map((path) => `lost: ${path}`);
  return [...added, ...lost];
}

/** The load balancer on the internet. The VPC comes to it by NAT, whose addresses are on the list. */
function door(environment: Environment, pods: readonly string[]): Path[] {
  const clients = [...clientsOf(environment), "nodes", "runner", "stranger-in-the-VPC"].concat(
    clientsOf(environment).includes("anybody") ? "kubernetes-api" : [],
  );
  return [...lead("load-balancer 80 TCP", clients), ...lead("load-balancer 443 TCP", [...clients, ...pods])];
}

/** The load balancer in the private subnets: the VPC is on its list. */
function internalDoor(environment: Environment, pods: readonly string[]): Path[] {
  const clients = [...clientsOf(environment), "nodes", "runner", "stranger-in-the-VPC", "kubernetes-api"];
  return [...lead("load-balancer 80 TCP", clients), ...lead("load-balancer 443 TCP", [...clients, ...pods])];
}

/** What pods admit by the load balancer's subnets: these are the API server's own where it is internal, and in a VPC of
 *  others nobody can tell them apart. */
function behindTheDoor({ edge, network }: Environment): Path[] {
  if (edge.exposure === "internet" && network.vpc.kind === "create") return [];
  const pods = ["web 3000 TCP", "grafana 3000 TCP", "masking-gateway 8080 TCP", "masking-gateway 9090 TCP"];
  return pods.flatMap((pod) => lead(pod, ["kubernetes-api"]));
}

/** Whoever is named anywhere is also anybody; an internal door has no public address for them. */
function clientsOf({ edge, cluster: { api } }: Environment): string[] {
  const lists = [edge.interfaceAllowList, edge.ingestionAllowList];
  const listed = lists.flatMap((list) => (list === "anyone" ? [] : list));
  const administrators = api.kind === "public" ? api.allowList : [];
  const everybody = lists.includes("anyone") && edge.exposure === "internet";
  return [...new Set(everybody ? ["anybody", ...listed, ...administrators] : listed)];
}

function lead(target: string, senders: readonly string[]): Path[] {
  const [to = "", port, protocol] = target.split(" ");
  return senders.map((from) => ({
    from: from.replaceAll("stranger-in-the-VPC", "stranger in the VPC"),
    to: to
      .replaceAll("endpoints-of-AWS", "endpoints of AWS")
      .replaceAll("restored-postgres", "restored postgres"),
    port: Number(port),
    protocol: protocol === "UDP" ? "UDP" : "TCP",
  }));
}
