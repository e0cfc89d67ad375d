import type { Manifest } from "./manifests";

/** `rbac.authorization.k8s.io/v1`. */
export interface Role extends Manifest {
  readonly kind: "Role" | "ClusterRole";
  readonly rules: readonly Rule[];
}

/** Binds a role of the same name and scope. */
export interface RoleBinding extends Manifest {
  readonly kind: `${Role["kind"]}Binding`;
  readonly roleRef: { readonly apiGroup: string; readonly kind: Role["kind"]; readonly name: string };
  readonly subjects: readonly (Subject & { readonly apiGroup?: string })[];
}

/** One permission. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** Who gets a role: pods, or the people of an access entry. */
export type Subject =
  | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string }
  | { readonly kind: "Group"; readonly name: string };

export interface GrantProps {
  readonly name: string;
  /** @default - the whole cluster */
  readonly namespace?: string;
  readonly subjects: readonly Subject[];
  readonly rules: readonly Rule[];
}

/** Verbs of whoever looks and changes nothing. */
export const READ = ["get", "list", "watch"] as const;

const GROUP = "rbac.authorization.k8s.io";

/** A role and its binding.
 *  @throws when a rule holds a wildcard */
export function grant({ name, namespace, subjects, rules }: GrantProps): [Role, RoleBinding] {
  refuseWildcards(name, rules);
  const kind = namespace ? "Role" : "ClusterRole";
  const metadata = { name, namespace };
  return [
    { apiVersion: `${GROUP}/v1`, kind, metadata, rules },
    {
      apiVersion: `${GROUP}/v1`,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: GROUP, kind, name },
      subjects: subjects.map((subject) =>
        subject.kind === "Group" ? { apiGroup: GROUP, ...subject } : subject,
      ),
    },
  ];
}

/** A rule over resources of one API group; the core group is `""`. */
export function rule(apiGroup: string, resources: readonly string[], verbs: readonly string[]): Rule {
  return { apiGroups: [apiGroup], resources, verbs };
}

function refuseWildcards(role: string, rules: readonly Rule[]): void {
  const wild = rules.filter(({ apiGroups, resources, verbs }) =>
    [...apiGroups, ...resources, ...verbs].some((word) => word.includes("*")),
  );
  if (wild.length > 0)
    throw new Error(`role '${role}' holds ${JSON.stringify(wild)}; name each group, resource and verb`);
}
