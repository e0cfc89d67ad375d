import type { Environment } from "../../environments/schema";
import { each, type Mutation, rewriteStatements } from "./mutants";
import type { Platform } from "./platform";
import { type PolicyPlace, policiesOf, type RenderedStatement } from "./policy-statements";
import type { Rule } from "./rule";

interface StatementRule extends Pick<Rule, "id" | "rows" | "title" | "upstream"> {
  readonly places: readonly PolicyPlace[];
  readonly violates: (statement: RenderedStatement, environment: Environment) => boolean;
  readonly problem: string;
  /** Which statements can be made worse.
   * @default - all */
  readonly where?: (statement: RenderedStatement) => boolean;
  /** Ways in which a statement is made worse. */
  readonly worse: Worse | readonly Worse[];
}

type Worse = (statement: RenderedStatement) => object;

/** A rule about single statements of policies. Each policy with a statement that can be made worse is a mutant. */
export function forbids(rule: StatementRule): Rule {
  const { places, violates, problem, where = () => true, worse, ...rest } = rule;
  return {
    ...rest,
    appliesTo: () => true,
    check: (platform) =>
      policiesOf(platform, places).flatMap(({ address, statements }) =>
        statements
          .filter((statement) => violates(statement, platform.environment))
          .map(({ Sid = "without a sid" }) => ({ address, problem: `statement ${Sid} ${problem}` })),
      ),
    mutants: (platform) => worsened(platform, { places, where, worse }),
  };
}

/** One mutant for each policy with such a statement, and for each way in which all of them are made worse. */
export function worsened(
  platform: Platform,
  { places, where, worse }: Required<Pick<StatementRule, "places" | "where" | "worse">>,
): Mutation {
  return places.flatMap(({ type, argument }) => {
    const able = policiesOf(platform, [{ type, argument }]).filter(({ statements }) =>
      statements.some(where),
    );
    const addresses = able.map(({ address }) => address);
    return [worse].flat().flatMap((worsen, index) =>
      each(
        platform,
        {
          type,
          name: `with a statement that is worse in way ${index + 1}`,
          where: ({ address }) => addresses.includes(address),
        },
        rewriteStatements(argument, (statement) =>
          // The cast is what the place promises: a policy document holds statements.
          where(statement as unknown as RenderedStatement)
            ? { ...worsen(statement as unknown as RenderedStatement) }
            : statement,
        ),
      ),
    );
  });
}
