import { type Block, reference } from "../support/terraform-json";
import { graphs } from "./account/environments";
import type { Graph } from "./account/graph";
import { type Resources, tampered } from "./account/tampered";
import { sentence } from "./reachability/page";
import { pathsOf } from "./reachability/solve";

/** What production really is, in which somebody changes one thing. */
const prod = graphs().find(({ environment }) => environment.name === "prod");
if (!prod) throw new Error("no environment 'prod' was synthesized");
const before = new Set(pathsOf(prod).map(sentence));

const world = [{ ipBlock: { cidr: "0.0.0.0/0" } }];
const privateTable = reference("aws_route_table.vpc_private_route_table_1.id");
const dataTable = reference("aws_route_table.vpc_data_route_table_1.id");

type Case = readonly [name: string, tampering: (graph: Graph) => Graph, path: RegExp];

describe("what somebody opens is a new path", () => {
  it.each<Case>([
    ["a pod that may go anywhere", withEgress([{ to: world }]), /^canary .*postgres/],
    [
      "a database that admits the whole VPC",
      withRule("postgres_security_group_group", { cidr_ipv4: "10.0.0.0/8", ...port(5432) }),
      /^stranger in the VPC .*postgres/,
    ],
    [
      "a queue that admits who deploys",
      withRule("cache_security_group_group", {
        referenced_security_group_id: reference(
          "data.terraform_remote_state.prod_network.outputs.aws_security_group_operator_group_id",
        ),
        ...port(6379),
      }),
      /^runner .*valkey/,
    ],
  ])("%s", (_, tampering, path) => {
    const added = pathsOf(tampering(prod))
      .map(sentence)
      .filter((text) => !before.has(text));
    expect(added.filter((text) => path.test(text))).not.toEqual([]);
  });
});

describe("what the solver cannot read stops it", () => {
  it.each<Case>([
    [
      "a second route out",
      inNetwork("aws_route", {
        destination_cidr_block: "128.0.0.0/1",
        route_table_id: privateTable,
        gateway_id: reference("aws_internet_gateway.vpc_internet_gateway.id"),
      }),
      /more than a default route/,
    ],
    [
      "a route to another network",
      inNetwork("aws_route", {
        destination_cidr_block: "192.168.0.0/16",
        route_table_id: dataTable,
        vpc_peering_connection_id: "pcx-1",
      }),
      /more than a default route/,
    ],
    [
      "a peering",
      inNetwork("aws_vpc_peering_connection", { peer_vpc_id: "vpc-1" }),
      /peering_connection\.intruder/,
    ],
    ["a machine", inNetwork("aws_instance", { subnet_id: "subnet-1" }), /aws_instance\.intruder/],
    [
      "a function",
      inNetwork("aws_lambda_function", { vpc_config: [{ subnet_ids: [] }] }),
      /aws_lambda_function/,
    ],
    ["routes inside a table", inNetwork("aws_route_table", { vpc_id: "vpc-1", route: [] }), /routes inside/],
    ["a second load balancer", inNetwork("aws_lb", { subnets: [], security_groups: [] }), /2 load balancers/],
    ["a second database", withSecondDatabase, /have one name/],
    [
      "ports without a number",
      withEgress([{ to: world, ports: [{ protocol: "TCP" }] }]),
      /ports without a number/,
    ],
    [
      "a range of ports",
      withEgress([{ to: world, ports: [{ protocol: "TCP", port: 1, endPort: 65_535 }] }]),
      /a range of them/,
    ],
    [
      "an expression",
      withEgress([{ to: [{ podSelector: { matchExpressions: [{ key: "a", operator: "Exists" }] } }] }]),
      /expressions/,
    ],
    [
      "a policy in another release",
      withPolicyOf("NetworkPolicy"),
      /NetworkPolicy open in prod-observability/,
    ],
    ["a policy of another kind", withPolicyOf("AdminNetworkPolicy"), /AdminNetworkPolicy open/],
  ])("%s", (_, tampering, problem) => {
    expect(() => pathsOf(tampering(prod))).toThrow(problem);
  });
});

function port(number: number): Block {
  return { ip_protocol: "tcp", from_port: number, to_port: number };
}

function inNetwork(type: string, block: Block) {
  return (graph: Graph) =>
    tampered(graph, "network", (resources) => {
      resources[type] = { ...resources[type], intruder: block };
    });
}

function withRule(group: string, rule: Block) {
  return (graph: Graph) =>
    tampered(graph, "data", (resources) => {
      const type = "aws_vpc_security_group_ingress_rule";
      const security_group_id = reference(`aws_security_group.${group}.id`);
      resources[type] = { ...resources[type], intruder: { security_group_id, ...rule } };
    });
}

function withSecondDatabase(graph: Graph) {
  return tampered(graph, "data", (resources) => {
    const [database = {}] = Object.values(resources.aws_db_instance ?? {});
    resources.aws_db_instance = { ...resources.aws_db_instance, intruder: database };
  });
}

function withEgress(egress: readonly unknown[]) {
  return (graph: Graph) => withSpec(graph, { egress });
}

/** The canary's network policy, changed. */
function withSpec(graph: Graph, change: Block) {
  return tampered(graph, "platform", (resources) =>
    eachManifest(resources, "tenancy_release", (manifest) =>
      manifest.kind === "NetworkPolicy" && Object(manifest.metadata).name === "canary"
        ? { ...manifest, spec: { ...Object(manifest.spec), ...change } }
        : manifest,
    ),
  );
}

/** One more policy, where nobody looks for one. */
function withPolicyOf(kind: string) {
  const policy = { kind, metadata: { name: "open", namespace: "observability" }, spec: {} };
  return (graph: Graph) =>
    tampered(graph, "observability", ({ helm_release = {} }) => {
      helm_release.intruder = { chart: "./chart", values: [JSON.stringify({ manifests: [policy] })] };
    });
}

function eachManifest(resources: Resources, release: string, change: (manifest: Block) => Block): void {
  const block = resources.helm_release?.[release];
  if (!block) throw new Error(`there is no release '${release}'`);
  block.values = [block.values].flat().map((text) => {
    const { manifests, ...rest } = JSON.parse(String(text));
    return JSON.stringify({ ...rest, manifests: manifests.map(change) });
  });
}
