import type { Manifest } from "./manifests";
import { operatorNamespaces } from "./namespaces";

interface Role extends Manifest {
  readonly kind: "Role" | "ClusterRole";
  readonly rules: readonly Rule[];
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

interface RoleBinding extends Manifest {
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  readonly roleRef: { readonly apiGroup: string; readonly kind: Role["kind"]; readonly name: string };
  readonly subjects: readonly {
    readonly kind: "ServiceAccount";
    readonly name: string;
    readonly namespace: string;
  }[];
}

/** Service account of the controller, as the chart names it. */
export const externalSecretsAccount = {
  name: "external-secrets",
  namespace: operatorNamespaces.externalSecrets,
} as const;

const RBAC = "rbac.authorization.k8s.io";
const ESO = "external-secrets.io";

/** What External Secrets 2.9 calls in Kubernetes, in place of the chart's role. It writes Secrets only in the namespaces
 *  that get some. It sees the Secrets of every namespace, because it watches them with one request for all; it does so
 *  in whatever way it is installed, short of one controller for each namespace.
 *  https://github.com/external-secrets/external-secrets/blob/v2.9.0/pkg/controllers/externalsecret (2026-11) */
export function externalSecretsRoles(secretNamespaces: readonly string[]): (Role | RoleBinding)[] {
  return [
    ...bound({ kind: "ClusterRole", name: externalSecretsAccount.name }, [
      rule(ESO, ["externalsecrets", "clustersecretstores"], ["get", "list", "watch", "update", "patch"]),
      rule(
        ESO,
        ["externalsecrets", "clustersecretstores"].flatMap((kind) => [
          `${kind}/status`,
          `${kind}/finalizers`,
        ]),
        ["get", "update", "patch"],
      ),
      // Its garbage collector starts although nothing here generates secrets.
      rule("generators.external-secrets.io", ["generatorstates"], ["get", "list", "watch"]),
      rule("", ["namespaces", "secrets"], ["get", "list", "watch"]),
      rule("", ["events"], ["create", "patch"]),
    ]),
    ...bound({ kind: "Role", name: "leader", namespace: externalSecretsAccount.namespace }, [
      rule("coordination.k8s.io", ["leases"], ["get", "create", "update", "patch"]),
    ]),
    ...secretNamespaces.flatMap((namespace) =>
      bound({ kind: "Role", name: externalSecretsAccount.name, namespace }, [
        rule("", ["secrets"], ["create", "update", "patch", "delete"]),
      ]),
    ),
  ];
}

function rule(apiGroup: string, resources: readonly string[], verbs: readonly string[]): Rule {
  return { apiGroups: [apiGroup], resources, verbs };
}

function bound(
  { kind, ...metadata }: Manifest["metadata"] & { readonly kind: Role["kind"] },
  rules: readonly Rule[],
): [Role, RoleBinding] {
  return [
    { apiVersion: `${RBAC}/v1`, kind, metadata, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: RBAC, kind, name: metadata.name },
      subjects: [{ kind: "ServiceAccount", ...externalSecretsAccount }],
    },
  ];
}
