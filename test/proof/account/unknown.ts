import { vaultAccountOf } from "../../../stacks/bootstrap/reach";
import { bootstrapTemplate } from "../../../stacks/bootstrap/template";
import { vaultTemplate } from "../../../stacks/bootstrap/vault-account/template";
import { resourcesOf } from "../../support/terraform-json";
import type { Account } from "./account";

/** Policies that stand somewhere in what is synthesized, and that no decision reads; templates whose policies nobody can.
 *  Empty where the tables speak of everything. */
export function unknownPolicies({
  environment,
  graph,
  roles,
  resourcePolicies,
  endpoints,
}: Account): string[] {
  const known = new Set(
    [
      ...roles.flatMap(({ identity, boundary, trust }) => [
        ...identity,
        trust,
        ...(boundary ? [boundary] : []),
      ]),
      ...resourcePolicies,
      ...endpoints.values(),
    ].map(({ name }) => name),
  );
  const templates = {
    bootstrap: bootstrapTemplate(environment).Resources,
    ...(vaultAccountOf(environment) ? { "vault-account": vaultTemplate(environment).Resources } : {}),
  };
  const places = [
    ...graph.stacks.flatMap(({ name, json }) =>
      resourcesOf(json).map(({ address, arguments: block }) => [`${name}/${address}`, block] as const),
    ),
    ...Object.entries(templates).flatMap(([template, resources]) =>
      Object.entries(resources).map(([id, { Properties }]) => [`${template}/${id}`, Properties] as const),
    ),
  ];
  return places.flatMap(([name, block]) => {
    const text = JSON.stringify(block) ?? "";
    return [
      ...(documentsIn(block) > (known.has(name) ? 1 : 0) ? [name] : []),
      ...(text.includes("AWS::IAM::") ? [`the template in ${name}`] : []),
      ...(/Not(Action|Resource|Principal)\\*"/.test(text) ? [`what ${name} says by a negation`] : []),
    ];
  });
}

/** How many policy documents stand at any depth, as text or as objects. */
function documentsIn(value: unknown): number {
  if (typeof value === "string") return value.split(/"Statement"\s*:/).length - 1;
  if (typeof value !== "object" || value === null) return 0;
  const own = "Statement" in value ? 1 : 0;
  return Object.values(value).reduce((sum: number, inner) => sum + documentsIn(inner), own);
}
