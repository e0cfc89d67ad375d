import {
  type EvaluationResult,
  type RequestAnalysis,
  runSimulation,
  type Simulation,
} from "@cloud-copilot/iam-simulate";
import { listOf, matchesPattern } from "../../support/iam";
import type { Account } from "./account";
import type { Policy, Role } from "./policies";

/** One call to AWS, in its own words. */
export interface Request {
  /** ARN of a role, user or identity provider, or the name of a service. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
  /** Short name of the VPC endpoint that the call passes.
   *  @default - it comes by the internet */
  readonly through?: string;
  /** What the principal's own account permits it.
   *  @default - what the role with this ARN holds; nothing, when there is none */
  readonly identity?: readonly Policy[];
  /** @default - the policy that stands on the resource */
  readonly resourcePolicy?: Policy;
}

/** A decision, and the statements that took part in it: `layer`, name of the policy and `Sid`. */
export interface Decision {
  readonly result: EvaluationResult;
  readonly permitting: readonly Voice[];
  readonly refusing: readonly Voice[];
  /** Condition keys that the simulator did not accept for this action. */
  readonly ignored: readonly string[];
}

export interface Voice {
  readonly layer: "identity" | "resource" | "boundary" | "endpoint";
  readonly policy: string;
  readonly sid: string;
}

/** Claims of OIDC issuers, encryption contexts and what a lock compares, whose names the simulator does not know: they stand
 *  under names of tags, in policy and request alike. */
const UNKNOWN = /^(?!aws:).+:(sub|aud)$|^kms:EncryptionContext:|^lock:/;

/** Decides as AWS does: identity policies, boundary, the resource's policy and the endpoint's together.
 *  @throws when the simulator finds the request or a policy malformed */
export async function decide(account: Account, request: Request): Promise<Decision> {
  const { principal, action, resource } = request;
  const role = account.roles.find(({ arn }) => arn === principal);
  const guard = request.resourcePolicy ?? guardOf(account, resource, action);
  const endpoint = request.through === undefined ? undefined : account.endpoints.get(request.through);
  const simulation: Simulation = {
    request: {
      principal,
      action,
      resource: { resource, accountId: ownerOf(account, resource, principal) },
      contextVariables: namesAsTags(contextOf(account, request)),
    },
    identityPolicies: (request.identity ?? role?.identity ?? []).map((policy) => about(action, policy)),
    permissionBoundaryPolicies: role?.boundary ? [about(action, role.boundary)] : undefined,
    vpcEndpointPolicies: endpoint ? [about(action, endpoint)] : undefined,
    resourcePolicy: guard ? namesAsTags(about(action, guard).policy) : undefined,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  const outcome = await runSimulation(simulation, {});
  if (outcome.resultType === "error")
    throw new Error(`${action} on ${resource}: ${JSON.stringify(outcome.errors)}`);
  const single = outcome.resultType === "single" ? outcome.result : outcome.results[0];
  if (!single) throw new Error(`${action} on ${resource}: the simulator decided nothing; name one resource`);
  return {
    result: outcome.overallResult,
    ...voices(single.analysis, guard),
    ignored: (single.ignoredContextKeys ?? []).filter((key) => key in (request.context ?? {})),
  };
}

/** The policy that stands on a resource: of a bucket also for its objects, of a role its trust. */
export function guardOf(account: Account, resource: string, action: string): Policy | undefined {
  if (action.startsWith("sts:")) return account.roles.find(({ arn }) => arn === resource)?.trust;
  const [bucket = ""] = resource.split("/");
  return account.resourcePolicies.find(
    ({ arn }) =>
      arn === resource ||
      (resource.startsWith("arn:aws:s3:") && arn === bucket) ||
      (arn.endsWith(":log-group") && resource.startsWith(`${arn}:`)),
  );
}

/** What AWS puts into every request; the table adds what matters to one. */
function contextOf(account: Account, { principal, resource, context }: Request) {
  const [, , , , principalAccount] = principal.split(":");
  return {
    "aws:SecureTransport": "true",
    "aws:RequestedRegion": account.environment.region,
    "aws:ResourceAccount": ownerOf(account, resource, principal),
    // Whoever shows a token of an identity provider is no principal yet.
    ...(principal.startsWith("arn:") && !principal.includes(":oidc-provider/")
      ? { "aws:PrincipalArn": principal, "aws:PrincipalAccount": String(principalAccount) }
      : {}),
    ...(resource.startsWith("arn:aws:s3:") ? { "s3:TlsVersion": "1.3" } : {}),
    ...context,
  };
}

/** Account of a resource; buckets bear theirs at the end of their names, and other names are strangers'. What is no
 *  resource belongs to whoever asks. */
function ownerOf({ environment: { accountId } }: Account, resource: string, principal: string): string {
  if (resource === "*") return principal.split(":")[4] || accountId;
  if (resource.startsWith("arn:aws:s3:")) return /-(\d{12})(\/|$)/.exec(resource)?.[1] ?? "999999999999";
  return resource.split(":")[4] || accountId;
}

/** A policy without its statements about other actions, which decide nothing: the simulator reads every policy anew for
 *  every request, and those of a delivery role are long. */
function about(action: string, { name, document: { Version, Statement } }: Policy) {
  return {
    name,
    policy: {
      Version,
      Statement: Statement.filter(({ Action }) =>
        listOf(Action).some((pattern) => matchesPattern(pattern, action, "i")),
      ),
    },
  };
}

function namesAsTags<T>(value: T): T {
  if (Array.isArray(value)) return value.map(namesAsTags) as T;
  if (typeof value !== "object" || value === null) return value;
  // Only keys change, and the same in policies as in requests.
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [
      UNKNOWN.test(key) ? `aws:RequestTag/${key.replace(/\W/g, "-")}` : key,
      namesAsTags(element),
    ]),
  ) as T;
}

function voices(analysis: RequestAnalysis, guard: Policy | undefined) {
  const layers = [
    ["identity", analysis.identityAnalysis],
    ["resource", analysis.resourceAnalysis],
    ["boundary", analysis.permissionBoundaryAnalysis],
    ["endpoint", analysis.endpointAnalysis],
  ] as const;
  const heard = (side: "allowStatements" | "denyStatements"): Voice[] =>
    layers.flatMap(([layer, part]) =>
      (part?.[side] ?? []).map(({ policyId, statement }) => ({
        layer,
        policy: layer === "resource" ? (guard?.name ?? "") : (policyId ?? ""),
        sid: String(statement.toJSON().Sid),
      })),
    );
  return { permitting: heard("allowStatements"), refusing: heard("denyStatements") };
}

/** A role that may do everything and is no role of ours: what the account's administrators can do to us. */
export function administrator({ environment: { accountId } }: Account): Pick<Role, "arn" | "identity"> {
  return {
    arn: `arn:aws:iam::${accountId}:role/administrator`,
    identity: [
      {
        name: "administrator",
        document: {
          Version: "2012-10-17",
          Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
        },
      },
    ],
  };
}
