import type { Role, RoleBinding, Subject } from "../../constructs/rbac";
import { manifestsOf } from "./manifests";
import type { TerraformJson } from "./terraform-json";

/** Every role and binding in the releases of a stack. */
export function rbacOf(json: Pick<TerraformJson, "resource">): (Role | RoleBinding)[] {
  const manifests: readonly unknown[] = manifestsOf(json).filter(({ kind }) => /Role(Binding)?$/.test(kind));
  // They were typed when they were written; JSON forgets it.
  return manifests as (Role | RoleBinding)[];
}

type Rbac = readonly (Role | RoleBinding)[];

/** The roles among roles and bindings. */
export function rolesOf(manifests: Rbac): Role[] {
  return manifests.flatMap((manifest) => ("rules" in manifest ? [manifest] : []));
}

/** Verbs that the roles of one namespace hold on a resource; without a namespace, those of the cluster roles. */
export function verbsOn(manifests: Rbac, resource: string, namespace?: string): string[] {
  return rolesOf(manifests)
    .filter(({ metadata }) => metadata.namespace === namespace)
    .flatMap(({ rules }) => rules)
    .filter(({ resources }) => resources.includes(resource))
    .flatMap(({ verbs }) => verbs);
}

/** Who is bound to a role, by bindings of its own scope. */
export function subjectsOf(manifests: Rbac, { kind, metadata: { name, namespace } }: Role): Subject[] {
  return manifests.flatMap((manifest) =>
    "roleRef" in manifest &&
    manifest.roleRef.kind === kind &&
    manifest.roleRef.name === name &&
    manifest.metadata.namespace === namespace
      ? manifest.subjects
      : [],
  );
}
