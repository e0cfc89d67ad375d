import { parser } from "@prometheus-io/lezer-promql";

type SyntaxNode = ReturnType<typeof parser.parse>["topNode"];

/** One metric of an expression, and the functions around it, the nearest first. */
export interface Selector {
  readonly metric: string;
  readonly within: readonly string[];
  /** What stands in its brackets, for example `5m`.
   *  @default - it has none */
  readonly range?: string;
}

/** Every metric that an expression reads.
 *  @throws when it is no expression */
export function selectors(expr: string): Selector[] {
  // The menu's values, as Grafana would fill them in.
  const text = expr.replaceAll("$__rate_interval", "97s").replaceAll("$__range", "83m");
  const found: Selector[] = [];
  parser.parse(text).iterate({
    enter: ({ type, node, from, to }) => {
      if (type.isError) throw new Error(`'${expr}' is no PromQL near '${text.slice(from, to + 20)}'`);
      if (type.name === "VectorSelector") found.push(selector(node, text));
    },
  });
  return found;
}

function selector(node: SyntaxNode, text: string): Selector {
  const [, range] = /^\[(\w+)/.exec(text.slice(node.to)) ?? [];
  const within: string[] = [];
  for (let parent = node.parent; parent; parent = parent.parent) {
    const call = parent.getChild("FunctionIdentifier");
    if (call) within.push(text.slice(call.from, call.to));
  }
  return { metric: /^[\w:]*/.exec(text.slice(node.from))?.[0] ?? "", within, range };
}

/** What stands for Grafana's own intervals in {@link Selector.range}. */
export const GRAFANA_RANGES = ["97s", "83m"];
