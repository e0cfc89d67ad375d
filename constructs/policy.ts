import type { Account } from "./account";

/** One statement of an IAM or resource policy, in AWS's words. */
export interface Statement {
  /** Says in one word what the statement is for; alphanumeric. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Only in resource policies and trust policies. */
  readonly principal?:
    | "*"
    | Readonly<Partial<Record<"AWS" | "Service" | "Federated", string | readonly string[]>>>;
  readonly actions: readonly string[];
  /** @default - no `Resource` element, as trust policies require */
  readonly resources?: readonly string[];
  /** @default - the statement always applies */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Renders statements as the JSON that AWS expects. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect = "Allow", principal, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: effect,
      Principal: principal,
      Action: actions,
      Resource: resources,
      Condition: conditions,
    })),
  });
}

/** The condition under which a key opens nothing by itself: whoever holds the role asks a service for what it encrypts, and
 *  the service asks KMS. */
export function byWayOf(service: string, { region }: Pick<Account, "region">) {
  return { StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } };
}
