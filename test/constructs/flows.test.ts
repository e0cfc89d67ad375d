import { backupVerifications } from "../../constructs/backup-stores";
import { type Flow, flows } from "../../constructs/flows";
import { scrapeTargets } from "../../constructs/scrape-targets";
import { isWorkload, workloadNames, workloads } from "../../constructs/workloads";

const senders = (to: Flow["to"], port?: number) =>
  flows.filter((flow) => flow.to === to && (port ?? flow.port) === flow.port).flatMap(({ from }) => from);

it("lets every workload ask for names", () => {
  expect(senders("cluster-dns")).toEqual(workloadNames);
});

it("admits to the databases whoever uses them, port by port", () => {
  expect(senders("data-subnets", 5432)).toEqual([
    "web",
    "worker",
    "migration",
    "database-role",
    "background-migrations",
    "postgres-rows",
    "restore-drill-postgres",
  ]);
  expect(senders("data-subnets", 5433)).toEqual(["restore-drill-postgres"]);
  expect(senders("data-subnets", 6379)).toEqual(["web", "worker", "keda", "valkey-exporter"]);
  expect(senders("clickhouse", 8123)).toEqual(["web", "worker", "reconcile", "clickhouse-operator"]);
});

it("keeps Langfuse and the databases from the API server, where a stolen token would be of use", () => {
  const controllers = senders("kubernetes-api");
  for (const name of workloadNames)
    if (["langfuse", "clickhouse"].includes(workloads[name].namespace))
      expect(controllers).not.toContain(name);
});

it("lets go to the internet who has business there, over HTTPS, and mails about alerts", () => {
  expect([...new Set(senders("internet"))]).toEqual([
    "clickhouse",
    "restore-drill",
    "restore-drill-postgres",
    "web",
    "worker",
    "reconcile",
    "yace",
    "blackbox-exporter",
    "canary",
    "prometheus",
    "grafana",
    ...backupVerifications,
    "alertmanager",
  ]);
  const outside = flows.filter(({ to, port }) => to === "internet" && port !== 443);
  expect(outside).toMatchObject([{ from: ["alertmanager"], port: 587 }]);
});

it("gives AWS credentials to whoever has a role", () => {
  expect(senders("pod-identity")).toEqual([
    "restore-drill-postgres",
    "web",
    "worker",
    "reconcile",
    "external-secrets",
    "yace",
    "prometheus",
    ...backupVerifications,
    "alertmanager",
  ]);
});

it("comes in through the load balancer and the API server only", () => {
  const outside = flows.filter(({ from }) => from.some((party) => !isWorkload(party)));
  expect(outside.map(({ from, to, port }) => [from, to, port])).toEqual([
    [["load-balancer"], "web", 3000],
    [["load-balancer"], "masking-gateway", 8080],
    [["load-balancer"], "masking-gateway", 9090],
    [["kubernetes-api"], "keda-metrics", 6443],
    [["load-balancer"], "grafana", 3000],
  ]);
});

it("says why, once for each pair and port", () => {
  const named = flows.flatMap(({ from, to, port }) => from.map((party) => `${party} ${to} ${port}`));
  expect(new Set(named).size).toBe(named.length);
  for (const { why } of flows) expect(why).toMatch(/^\S.{2,}/);
});

it("lets Prometheus reach every port that it asks", () => {
  for (const { workload, port } of scrapeTargets) expect(senders(workload, port)).toContain("prometheus");
});

it("lets nobody but the autoscaler and people's panels ask Prometheus", () => {
  expect(senders("prometheus", 9090)).toEqual(["prometheus", "grafana", "keda"]);
});

it("lets to web whoever serves it, the gateway that masks before it, and who watches", () => {
  expect(senders("web", 3000)).toEqual(["load-balancer", "masking-gateway", "blackbox-exporter"]);
  expect(senders("masking-gateway", 8080)).toEqual(["load-balancer"]);
});

it("lets the gateway speak to Langfuse and to nobody else", () => {
  const heard = flows.filter(({ from }) => from.includes("masking-gateway")).map(({ to }) => to);
  expect(heard).toEqual(["cluster-dns", "web"]);
});
