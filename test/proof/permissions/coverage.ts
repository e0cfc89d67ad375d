import { type IamStatement, listOf, matchesPattern } from "../../support/iam";
import type { Account } from "../account/account";
import type { Voice } from "../account/decide";
import { type Policy, writtenByAws } from "../account/policies";
import type { Row } from "./rows";

/** One statement of one policy, as decisions name it. */
export interface Written extends Voice {
  readonly statement: IamStatement;
  /** Every action and every resource that it names must be in the table, and not the statement alone. */
  readonly inDetail: boolean;
}

/** Every statement that decides something in an account. */
export function statementsOfAccount({ roles, resourcePolicies, endpoints }: Account): Written[] {
  const unique = new Map<string, { layer: Voice["layer"]; policy: Policy; inDetail: boolean }>();
  for (const { identity, boundary, trust } of roles) {
    unique.set(trust.name, { layer: "resource", policy: trust, inDetail: true });
    // What deploys names whole families of actions; `test/policies/deploy-needs.ts` says what of them is needed.
    for (const policy of identity.filter((candidate) => !writtenByAws(candidate)))
      unique.set(policy.name, { layer: "identity", policy, inDetail: boundary !== undefined });
    if (boundary) unique.set(boundary.name, { layer: "boundary", policy: boundary, inDetail: false });
  }
  for (const policy of resourcePolicies)
    unique.set(policy.name, { layer: "resource", policy, inDetail: false });
  for (const policy of endpoints.values())
    unique.set(policy.name, { layer: "endpoint", policy, inDetail: false });
  return [...unique.values()].flatMap(({ layer, policy, inDetail }) =>
    policy.document.Statement.map((statement) => ({
      layer,
      policy: policy.name,
      sid: String(statement.Sid),
      statement,
      inDetail,
    })),
  );
}

/** What no row of the table shows at work: statements, and of some their single actions and resources. */
export function unproven(written: readonly Written[], rows: readonly Row[]): string[] {
  return written.flatMap(({ layer, policy, sid, statement, inDetail }) => {
    const shown = rows.filter(({ permitted, decision }) =>
      (statement.Effect === "Allow" && permitted
        ? decision.permitting
        : statement.Effect === "Deny" && !permitted
          ? decision.refusing
          : []
      ).some((voice) => voice.layer === layer && voice.policy === policy && voice.sid === sid),
    );
    const name = `${policy} ${sid}`;
    if (shown.length === 0) return [name];
    if (!inDetail) return [];
    const { Action, Resource = [] } = statement;
    return [
      ...listOf(Action)
        .filter((pattern) => !shown.some(({ action }) => matchesPattern(pattern, action, "i")))
        .map((pattern) => `${name}: ${pattern}`),
      ...listOf(Resource)
        .filter((pattern) => !shown.some(({ resource }) => matchesPattern(pattern, resource)))
        .map((pattern) => `${name}: ${pattern}`),
    ];
  });
}
