import { networkPolicies } from "../../constructs/network-policy";
import { networks } from "../../constructs/networks";
import { serviceNetwork } from "../../constructs/service-network";

const addresses = networks({
  subnets: {
    public: ["10.0.192.0/22", "10.0.196.0/22"],
    private: ["10.0.0.0/18"],
    data: ["10.0.208.0/22", "10.0.212.0/22"],
  },
  services: serviceNetwork("10.0.0.0/16"),
  internalLoadBalancer: false,
  secretsManagerEndpoint: true,
});

const policies = networkPolicies({
  namespaces: ["langfuse", "clickhouse"],
  flows: [
    { from: ["web"], to: "clickhouse", port: 8123, why: "traces" },
    { from: ["load-balancer"], to: "web", port: 3000, why: "people" },
    { from: ["web"], to: "cluster-dns", port: 53, protocols: ["UDP", "TCP"], why: "names" },
    { from: ["load-balancer"], to: "masking-gateway", port: 8080, why: "nobody answers" },
    { from: ["masking-gateway"], to: "web", port: 3001, why: "nobody asks" },
    { from: ["keda", "masking-gateway"], to: "prometheus", port: 9090, why: "one of them asks" },
  ],
  absent: ["masking-gateway"],
  addresses,
});

const policy = (name: string) => policies.find(({ metadata }) => metadata.name === name)?.spec;
const cidrs = (...list: string[]) => list.map((cidr) => ({ ipBlock: { cidr } }));

it("starts every namespace closed, in both directions", () => {
  const closed = policies.filter(({ metadata }) => metadata.name === "default-deny");
  expect(closed.map(({ metadata }) => metadata.namespace)).toEqual(["langfuse", "clickhouse"]);
  for (const { spec } of closed)
    expect(spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
});

it("opens a flow between two workloads on both sides, for their pods alone", () => {
  const ports = [{ protocol: "TCP", port: 8123 }];
  const pods = (namespace: string, labels: Record<string, string>) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    podSelector: { matchLabels: labels },
  });
  const web = pods("langfuse", { "app.kubernetes.io/component": "web" });
  const clickhouse = pods("clickhouse", { "clickhouse.altinity.com/chi": "langfuse" });
  expect(policy("web")?.egress).toContainEqual({ to: [clickhouse], ports });
  expect(policy("clickhouse")?.ingress).toEqual([{ from: [web], ports }]);
  expect(policy("web")?.podSelector).toEqual(web.podSelector);
});

it("knows by address whoever is no pod", () => {
  expect(policy("web")?.ingress).toEqual([
    { from: cidrs("10.0.192.0/22", "10.0.196.0/22"), ports: [{ protocol: "TCP", port: 3000 }] },
  ]);
});

it("asks DNS over both protocols", () => {
  expect(policy("web")?.egress?.map(({ ports }) => ports)).toContainEqual([
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ]);
});

it("gives a workload without flows a policy that permits nothing", () => {
  expect(policy("worker")).toMatchObject({
    policyTypes: ["Ingress", "Egress"],
    ingress: [],
    egress: [],
  });
});

it("makes no exception from a network, because AWS's agent lets it win over other rules", () => {
  expect(JSON.stringify(policies)).not.toContain("except");
});

it("says nothing of a workload that the environment does not have, on either side", () => {
  expect(policy("masking-gateway")).toBeUndefined();
  expect(JSON.stringify(policies)).not.toContain("masking-gateway");
  expect(policy("prometheus")?.ingress).toMatchObject([{ ports: [{ port: 9090 }] }]);
});
