import { parser } from "@prometheus-io/lezer-promql";

type Node = ReturnType<typeof parser.parse>["topNode"];

/** Labels that the result of an expression has for certain; `undefined` where it has those of the series that it reads. */
export function labelsOf(expr: string): ReadonlySet<string> | undefined {
  const root = parser.parse(expr).topNode.firstChild;
  if (!root) throw new Error(`'${expr}' is empty`);
  return labels(root, expr);
}

function labels(node: Node, expr: string): ReadonlySet<string> | undefined {
  switch (node.name) {
    case "ParenExpr":
      return operands(node, expr)[0];
    case "AggregateExpr": {
      const modifier = node.getChild("AggregateModifier");
      return modifier?.getChild("Without") ? undefined : new Set(grouped(modifier, expr));
    }
    case "FunctionCall":
      return ofCall(node, expr);
    case "BinaryExpr":
      return ofOperator(node, expr);
    case "NumberDurationLiteral":
      return new Set();
    default:
      return undefined;
  }
}

function ofCall(node: Node, expr: string): ReadonlySet<string> | undefined {
  const name = text(node.getChild("FunctionIdentifier"), expr);
  const body = node.getChild("FunctionCallBody");
  // What is absent has the labels that were asked for.
  if (name === "absent") return new Set(expr.slice(body?.from, body?.to).match(/\w+(?==")/g));
  if (["scalar", "time", "vector"].includes(name)) return new Set();
  return body ? operands(body, expr)[0] : undefined;
}

function ofOperator(node: Node, expr: string): ReadonlySet<string> | undefined {
  const [left, right] = operands(node, expr);
  if (node.getChild("Or")) {
    if (!left || !right) return left ?? right;
    return new Set([...left].filter((label) => right.has(label)));
  }
  const matching = node.getChild("MatchingModifierClause");
  const kept = ["And", "Unless"].some((operator) => node.getChild(operator));
  // Both sides are matched by some labels: nothing else is left of either.
  if (!kept && matching?.getChild("On")) return new Set(grouped(matching, expr));
  // A number leaves the labels of the other side alone.
  return left?.size === 0 && !kept ? right : left;
}

/** Parts of an operation or call that are expressions themselves. */
const EXPRESSIONS = [
  "ParenExpr",
  "AggregateExpr",
  "FunctionCall",
  "BinaryExpr",
  "VectorSelector",
  "MatrixSelector",
  "OffsetExpr",
  "NumberDurationLiteral",
  "StringLiteral",
];

function operands(node: Node, expr: string): (ReadonlySet<string> | undefined)[] {
  const found: (ReadonlySet<string> | undefined)[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (EXPRESSIONS.includes(child.name)) found.push(labels(child, expr));
  return found;
}

function grouped(node: Node | null, expr: string): string[] {
  const list = node?.getChild("GroupingLabels");
  return list?.getChildren("LabelName").map((label) => text(label, expr)) ?? [];
}

const text = (node: Node | null, expr: string) => (node ? expr.slice(node.from, node.to) : "");
