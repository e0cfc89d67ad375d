import { bootstrapTemplate } from "../../../stacks/bootstrap/template";
import type { IamStatement } from "../../support/iam";
import type { Graph, GraphResource } from "./graph";

/** A policy document and where it stands. */
export interface Policy {
  /** For people: an address of Terraform, a resource of the bootstrap, or the name of a policy that AWS writes. */
  readonly name: string;
  readonly document: { readonly Version: string; readonly Statement: readonly IamStatement[] };
}

/** A role of the environment and everything that decides what it may do. */
export interface Role {
  /** Without the environment's prefix, for example `external-secrets`. */
  readonly name: string;
  readonly arn: string;
  readonly trust: Policy;
  readonly identity: readonly Policy[];
  /** @default - the delivery roles, which make the boundary */
  readonly boundary?: Policy;
}

/** A policy that guards one resource. */
export interface ResourcePolicy extends Policy {
  readonly arn: string;
}

/** AWS writes these and may change them any day: they count as if they permitted everything, so that what is refused to
 *  their roles is refused by the boundary. */
const EVERYTHING = {
  Version: "2012-10-17",
  Statement: [{ Sid: "WhateverAwsWrites", Effect: "Allow", Action: "*", Resource: "*" }],
} as const;

/** Whether a policy is one that AWS writes. */
export function writtenByAws({ name }: Policy): boolean {
  return name.startsWith("arn:aws:iam::aws:policy/");
}

/** The roles that stacks make. */
export function platformRoles(graph: Graph, prefix: string): Role[] {
  const boundary = bootstrapPolicy(graph, "Boundary");
  return graph.ofType("aws_iam_role").map((role) => {
    const name = String(role.arguments.name);
    const own = ({ arguments: { role: holder } }: GraphResource) => holder === name;
    return {
      name: name.replace(`${prefix}-`, ""),
      arn: graph.attribute(role.address, "arn"),
      trust: policyOf(role, "assume_role_policy"),
      identity: [
        ...graph
          .ofType("aws_iam_role_policy")
          .filter(own)
          .map((policy) => policyOf(policy, "policy")),
        ...graph
          .ofType("aws_iam_role_policy_attachment")
          .filter(own)
          .map(({ arguments: { policy_arn } }) => attached(graph, String(policy_arn))),
      ],
      boundary,
    };
  });
}

/** The roles that `npm run bootstrap` makes. */
export function deliveryRoles(graph: Graph, accountId: string): Role[] {
  const { Resources } = bootstrapTemplate(graph.environment);
  return ["Deploy", "Plan"].map((id) => ({
    name: id.toLowerCase(),
    arn: `arn:aws:iam::${accountId}:role/${Resources[`${id}Role`]?.Properties.RoleName}`,
    trust: bootstrapPolicy(graph, `${id}Role`, "AssumeRolePolicyDocument"),
    identity: Object.keys(Resources)
      .filter((key) => key.startsWith(`${id}Policy`))
      .map((key) => bootstrapPolicy(graph, key)),
  }));
}

/** A document of the bootstrap's template. */
export function bootstrapPolicy(graph: Graph, id: string, property = "PolicyDocument"): Policy {
  const document = bootstrapTemplate(graph.environment).Resources[id]?.Properties[property];
  // The template is ours, and its documents are what `policyDocument` wrote.
  return { name: `bootstrap/${id}`, document: document as Policy["document"] };
}

/** A document in an argument of a resource. */
export function policyOf(resource: GraphResource, argument: string): Policy {
  const text = resource.arguments[argument];
  return { name: `${resource.stack}/${resource.address}`, document: JSON.parse(String(text)) };
}

function attached(graph: Graph, arn: string): Policy {
  if (arn.startsWith("arn:aws:iam::aws:")) return { name: arn, document: EVERYTHING };
  const own = graph.ofType("aws_iam_policy").find(({ address }) => graph.attribute(address, "arn") === arn);
  if (!own) throw new Error(`policy '${arn}' is attached, but no stack makes it`);
  return policyOf(own, "policy");
}
