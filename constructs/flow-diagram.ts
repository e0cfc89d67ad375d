import type { Flow, Party } from "./flows";
import { networkMeanings } from "./networks";
import { isWorkload, workloadNames, workloads } from "./workloads";

/** Flows as a Mermaid diagram in Markdown, without those that every workload has; the README shows it, too. */
export function flowDiagram(flows: readonly Flow[]): string {
  return ["```mermaid", ...diagram(flows.filter(({ from }) => !everybody(from))), "```"].join("\n");
}

/** Flows as people read them: a Mermaid diagram without those that every workload has, and a table of all. */
export function flowPage(flows: readonly Flow[]): string {
  return [
    "# Network flows",
    "",
    "What pods may say to each other and to the world. Nothing else passes: every namespace starts with a policy that",
    "denies everything in both directions. Made of `constructs/flows.ts` by `npm test -- -u`; change it there.",
    "",
    flowDiagram(flows),
    "",
    "| From | To | Port | Why |",
    "|---|---|---|---|",
    ...flows.map(({ from, to, port, protocols = ["TCP"], why }) => {
      const names = everybody(from) ? "every workload" : from.join(", ");
      return `| ${names} | ${to} | ${port} ${protocols.join(", ")} | ${why} |`;
    }),
    "",
    "Names that are no pods are addresses:",
    "",
    ...Object.entries(networkMeanings).map(([name, meaning]) => `- \`${name}\`: ${meaning}`),
    "",
  ].join("\n");
}

function everybody(parties: readonly Party[]): boolean {
  return workloadNames.every((name) => parties.includes(name));
}

function diagram(flows: readonly Flow[]): string[] {
  const parties = [...new Set(flows.flatMap(({ from, to }) => [...from, to]))];
  const ours = parties.filter(isWorkload);
  const namespaces = [...new Set(ours.map((name) => workloads[name].namespace))];
  return [
    "flowchart LR",
    ...namespaces.flatMap((namespace) => [
      `  subgraph ${group(namespace)}["${namespace}"]`,
      ...ours.filter((name) => workloads[name].namespace === namespace).map((name) => `    ${name}`),
      "  end",
    ]),
    ...parties.filter((party) => !isWorkload(party)).map((name) => `  ${name}([${name}])`),
    ...arrows(flows).map(([from, to, ports]) => `  ${from} -->|${ports.join(", ")}| ${to}`),
  ];
}

/** One arrow between two parties, with all of their ports. */
function arrows(flows: readonly Flow[]): [Party, Party, number[]][] {
  const pairs = flows.flatMap(({ from, to, port }) => from.map((party) => ({ from: party, to, port })));
  const names = [...new Set(pairs.map(({ from, to }) => `${from} ${to}`))];
  return names.map((name) => {
    const same = pairs.filter(({ from, to }) => `${from} ${to}` === name);
    const [first] = same;
    if (!first) throw new Error(`no flow is named '${name}'`);
    return [first.from, first.to, same.map(({ port }) => port)];
  });
}

/** A namespace may bear the name of a workload, which Mermaid would take for the same node. */
function group(namespace: string): string {
  return `${namespace}-namespace`;
}
