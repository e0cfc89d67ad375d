import { controllerNamespaces } from "./namespaces";
import { grant, READ, type Role, type RoleBinding, rule } from "./rbac";

/** Service account of the controller, as the chart names it. */
export const externalSecretsAccount = {
  name: "external-secrets",
  namespace: controllerNamespaces.externalSecrets,
} as const;

const ESO = "external-secrets.io";

/** What External Secrets 2.9 calls in Kubernetes, in place of the chart's role. It writes Secrets only in the namespaces
 *  that get some. It sees the Secrets of every namespace, because it watches them with one request for all; it does so
 *  in whatever way it is installed, short of one controller for each namespace.
 *  https://github.com/external-secrets/external-secrets/blob/v2.9.0/pkg/controllers/externalsecret (2026-11) */
export function externalSecretsRoles(secretNamespaces: readonly string[]): (Role | RoleBinding)[] {
  const { name, namespace } = externalSecretsAccount;
  const subjects = [{ kind: "ServiceAccount", name, namespace } as const];
  const kinds = ["externalsecrets", "clustersecretstores"];
  return [
    ...grant({
      name,
      subjects,
      rules: [
        rule(ESO, kinds, [...READ, "update", "patch"]),
        rule(
          ESO,
          kinds.flatMap((kind) => [`${kind}/status`, `${kind}/finalizers`]),
          ["get", "update", "patch"],
        ),
        // Its garbage collector starts although nothing here generates secrets.
        rule("generators.external-secrets.io", ["generatorstates"], READ),
        rule("", ["namespaces", "secrets"], READ),
        rule("", ["events"], ["create", "patch"]),
      ],
    }),
    ...grant({
      name: "leader",
      namespace,
      subjects,
      rules: [rule("coordination.k8s.io", ["leases"], ["get", "create", "update", "patch"])],
    }),
    ...secretNamespaces.flatMap((target) =>
      grant({
        name,
        namespace: target,
        subjects,
        rules: [rule("", ["secrets"], ["create", "update", "patch", "delete"])],
      }),
    ),
  ];
}
