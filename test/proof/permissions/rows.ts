import type { Account } from "../account/account";
import { type Decision, decide, type Request } from "../account/decide";
import { type Claim, type Claims, neverForAnyRole, worldOf } from "./claim";
import { roleClaims } from "./index";
import { parties } from "./parties";
import { trustClaims } from "./trust";

/** One claim about one call, and what was decided. */
export interface Row {
  readonly party: string;
  readonly claim: Claim;
  readonly permitted: boolean;
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
}

/** One party with all of its claims. */
export interface Subject extends Claims {
  readonly name: string;
  readonly principal: string;
  readonly identity?: Request["identity"];
  /** Who becomes it, and who does not.
   *  @default - it is no role of ours */
  readonly trust?: Pick<Claims, "may" | "mayNot">;
  /** What is refused to every role of the platform; shown once.
   *  @default - it is none of them */
  readonly never?: readonly Claim[];
}

/** Every party of an account.
 *  @throws when a role has no claims */
export function subjectsOf(account: Account): Subject[] {
  const world = worldOf(account);
  const roles = account.roles.map(({ name, arn, boundary, identity }) => {
    const claims = roleClaims[name];
    if (!claims)
      throw new Error(
        `role '${name}' has no claims; say in test/proof/permissions/index.ts what it may do and may not`,
      );
    const { who, may, mayNot } = claims(world);
    const trust = trustClaims(world, name, arn);
    const never = boundary ? neverForAnyRole(world) : undefined;
    return {
      name: `${account.prefix}-${name}`,
      principal: arn,
      who,
      may,
      mayNot,
      trust,
      never,
      identity,
    };
  });
  return [...roles, ...parties(world)];
}

/** Every claim, decided.
 *  @throws one report of all claims that the simulator cannot read */
export async function rowsOf(account: Account): Promise<Row[]> {
  const rows = subjectsOf(account).flatMap((subject) => {
    const { may, mayNot, never = [], trust = { may: [], mayNot: [] } } = subject;
    return [
      ...[...trust.may, ...may].flatMap((claim) => calls(account, subject, claim, true)),
      ...[...trust.mayNot, ...mayNot, ...never].flatMap((claim) => calls(account, subject, claim, false)),
    ];
  });
  const outcomes = await Promise.allSettled(rows);
  const problems = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [String(outcome.reason)] : [],
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
}

/** Claims that the account does not keep, one sentence each. */
export function brokenClaims(rows: readonly Row[]): string[] {
  return rows
    .filter(({ permitted, decision }) => permitted !== (decision.result === "Allowed"))
    .map(({ party, permitted, action, resource, decision, claim }) =>
      [
        `${party} ${permitted ? "cannot" : "can"} ${action} on ${resource}`,
        ...(claim.through ? [`through ${claim.through}`] : []),
        `(${decision.result} by ${JSON.stringify(permitted ? decision.refusing : decision.permitting)})`,
      ].join(" "),
    );
}

function calls(account: Account, subject: Subject, claim: Claim, permitted: boolean): Promise<Row>[] {
  const { context, through, as = [subject.principal] } = claim;
  const { identity } = subject;
  return as.flatMap((principal) =>
    claim.actions.flatMap((action) =>
      claim.resources.map(async (resource) => ({
        party: subject.name,
        claim,
        permitted,
        action,
        resource,
        decision: await decide(account, { principal, action, resource, context, through, identity }),
      })),
    ),
  );
}
