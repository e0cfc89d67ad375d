import type { Role, RoleBinding, Subject } from "../../constructs/rbac";

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
