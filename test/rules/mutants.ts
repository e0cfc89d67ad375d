import { parser } from "@prometheus-io/lezer-promql";

type Node = ReturnType<typeof parser.parse>["topNode"];

/** An expression with one thing in it wrong. */
export interface Mutant {
  /** What was changed, for a list of those that no scenario noticed. */
  readonly change: string;
  readonly expr: string;
}

const OPPOSITES: Readonly<Record<string, string>> = {
  Gtr: "<=",
  Gte: "<",
  Lss: ">=",
  Lte: ">",
  Eql: "!=",
  Neq: "==",
};

const SET_OPERATORS = ["And", "Or", "Unless"];

/** Each comparison turned round, each number a little more and a little less, and each side of `and`, `or` and `unless` left
 *  out. */
export function mutantsOf(expr: string): Mutant[] {
  const mutants: Mutant[] = [];
  parser.parse(expr).iterate({
    enter: ({ node }) => {
      mutants.push(...changes(node, expr).map((change) => mutant(expr, node, change)));
    },
  });
  return mutants;
}

function changes(node: Node, expr: string): string[] {
  const text = expr.slice(node.from, node.to);
  const opposite = OPPOSITES[node.name];
  // A label's matcher has the same name.
  if (opposite && node.parent?.name === "BinaryExpr") return [opposite];
  // The value that stands for nothing; leaving it out is a mutant of its own.
  if (node.parent?.prevSibling?.getChild("Vector")) return [];
  if (node.name === "NumberDurationLiteral") return [...neighbours(Number(text))].map(String);
  if (node.name === "BinaryExpr" && SET_OPERATORS.some((operator) => node.getChild(operator)))
    return [node.firstChild, node.lastChild].flatMap((side) =>
      side ? [expr.slice(side.from, side.to)] : [],
    );
  return [];
}

/** One more and one less for a count, ten percent for a measure. */
function neighbours(value: number): readonly number[] {
  return Number.isInteger(value) && value <= 10 ? [value - 1, value + 1] : [value * 0.9, value * 1.1];
}

function mutant(expr: string, { from, to }: Node, change: string): Mutant {
  return {
    change: `'${shorten(expr.slice(from, to))}' as '${shorten(change)}'`,
    expr: expr.slice(0, from) + change + expr.slice(to),
  };
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 70 ? `${line.slice(0, 50)}...${line.slice(-17)}` : line;
}
