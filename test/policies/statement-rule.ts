import { each, type Mutation, rewriteStatements } from "./mutants";
import type { Platform } from "./platform";
import { type PolicyPlace, policiesOf, type RenderedStatement } from "./policy-statements";
import type { Rule } from "./rule";

interface StatementRule extends Pick<Rule, "id" | "rows" | "title" | "upstream"> {
  readonly places: readonly PolicyPlace[];
  readonly violates: (statement: RenderedStatement) => boolean;
  readonly problem: string;
  /** Which statements can be made worse.
   * @default - all */
  readonly where?: (statement: RenderedStatement) => boolean;
  /** How a statement is made worse. */
  readonly worse: (statement: RenderedStatement) => object;
}

/** A rule about single statements of policies. Each policy with a statement that can be made worse is a mutant. */
export function forbids(rule: StatementRule): Rule {
  const { places, violates, problem, where = () => true, worse, ...rest } = rule;
  return {
    ...rest,
    appliesTo: () => true,
    check: (platform) =>
      policiesOf(platform, places).flatMap(({ address, statements }) =>
        statements
          .filter(violates)
          .map(({ Sid = "without a sid" }) => ({ address, problem: `statement ${Sid} ${problem}` })),
      ),
    mutants: (platform) => worsened(platform, { places, where, worse }),
  };
}

/** One mutant for each policy with such a statement, in which each of them is made worse. */
export function worsened(
  platform: Platform,
  { places, where, worse }: Required<Pick<StatementRule, "places" | "where" | "worse">>,
): Mutation {
  return places.flatMap(({ type, argument }) => {
    const able = policiesOf(platform, [{ type, argument }]).filter(({ statements }) =>
      statements.some(where),
    );
    const addresses = able.map(({ address }) => address);
    return each(
      platform,
      { type, name: "with a worse statement", where: ({ address }) => addresses.includes(address) },
      rewriteStatements(argument, (statement) =>
        // The cast is what the place promises: a policy document holds statements.
        where(statement as unknown as RenderedStatement)
          ? { ...worse(statement as unknown as RenderedStatement) }
          : statement,
      ),
    );
  });
}
