import { ANY_PORT, type Path } from "./solve";

/** An environment and its paths. */
export interface Solved {
  readonly name: string;
  readonly paths: readonly Path[];
}

/** A path, for people. */
export function sentence({ from, to, port, protocol }: Path): string {
  return `${from} reaches ${to} on ${port === ANY_PORT ? "any port" : `${port} ${protocol}`}`;
}

/** Who reaches whom as a reviewer reads it: production's paths by where they lead, and how the others differ. */
export function reachabilityPage(solved: readonly Solved[]): string {
  const prod = solved.find(({ name }) => name === "prod")?.paths ?? [];
  const others = solved.filter(({ name }) => name !== "prod");
  return [
    "# Reachability",
    "",
    "Who can open a connection to whom. Solved from what is synthesized: security groups, route tables, subnets, prefix lists,",
    "the load balancer, the API server's own list and network policies, all of them together. A test holds every path to the",
    "list in `test/proof/reachability/expected.ts`, which people wrote; a path that appears or disappears fails it with a",
    "sentence. Made by `npm run proofs`. Why a path is there, says [the list of flows](network-flows.md).",
    "",
    "From the internet nobody reaches anything but the load balancer, and the API server where an environment makes it public;",
    "the databases' subnets have no route to the internet at all, and their groups let nothing out.",
    "",
    "## Production",
    "",
    "| To | Port | From |",
    "|---|---|---|",
    ...byTarget(prod).map(([to, port, from]) => `| ${to} | ${port} | ${from.join(", ")} |`),
    "",
    ...others.flatMap(({ name, paths }) => [
      `## How ${name === "sample" ? "an environment with an internal load balancer" : `\`${name}\``} differs`,
      "",
      ...differences(prod, paths),
      "",
    ]),
    "## Who they are",
    "",
    ...MEANINGS,
    "",
    "## Where it ends",
    "",
    ...LIMITS,
    "",
  ].join("\n");
}

const MEANINGS = [
  "- `anybody`: the internet. Networks stand for themselves; they are those of `edge` and of `cluster.api`.",
  "- `nodes`: programs of a node itself, which network policies do not hold. Kubelets always reach the pods of their node.",
  "- `kubernetes-api`: the control plane's interfaces in the private subnets, and the service `kubernetes`.",
  "- `runner`: whatever carries the operator group: deployments, sessions, the end of a VPN.",
  "- `stranger in the VPC`: a machine that somebody starts in a private subnet without a group of ours.",
  "- Pods that nobody has listed, in our namespaces and in `default`, were asked for, too: they reach nothing, and nobody them.",
  "- `internet` on any port means just that; policies of pods permit 443 and 587 only.",
];

const LIMITS = [
  "- Network policies know networks and no exceptions, so who may go out by 443 also comes to the API server and to AWS's",
  "  endpoints. Both ask for credentials: pods carry a token for the API only where their role needs one, and the endpoints",
  "  admit principals of the account alone ([permissions](permissions.md)).",
  "- The firewall's rules about paths and hosts are no part of it: who reaches the load balancer may still be refused there.",
  "- Buckets are reached by names and permissions, from the private and data subnets through the S3 gateway.",
  "- In a VPC of others its owner decides about routes, and nothing here knows them.",
];

function byTarget(paths: readonly Path[]): [to: string, port: string, from: string[]][] {
  const keys = [...new Set(paths.map(({ to, port, protocol }) => `${to}|${port}|${protocol}`))];
  return keys.map((key) => {
    const same = paths.filter(({ to, port, protocol }) => `${to}|${port}|${protocol}` === key);
    const [to = "", port = "", protocol = ""] = key.split("|");
    return [to, Number(port) === ANY_PORT ? "any" : `${port} ${protocol}`, same.map(({ from }) => from)];
  });
}

function differences(prod: readonly Path[], paths: readonly Path[]): string[] {
  const [theirs, ours] = [paths.map(sentence), prod.map(sentence)];
  const more = paths.filter((path) => !ours.includes(sentence(path)));
  const less = prod.filter((path) => !theirs.includes(sentence(path)));
  const lines = (word: string, some: readonly Path[]) =>
    byTarget(some).map(([to, port, from]) => `| ${word} | ${to} | ${port} | ${from.join(", ")} |`);
  return ["| | To | Port | From |", "|---|---|---|---|", ...lines("also", more), ...lines("not", less)];
}
