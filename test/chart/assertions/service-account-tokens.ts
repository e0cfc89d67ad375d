import { type Assertion, allObjects, everyRelease, type RenderedEnvironment } from "../assertion";
import { at, listAt, ofKind, podTemplates } from "../kubernetes";

/** A token in a pod is a credential of the cluster: only pods whose account may do something there carry one. */
export const noIdleTokens: Assertion = {
  name: "only pods that call the Kubernetes API carry a token for it",
  concerns: everyRelease,
  problems: ({ namespace, objects }, environment) =>
    podTemplates(objects).flatMap(({ owner, object, spec }) => {
      const account = {
        name: spec.serviceAccountName ?? "default",
        namespace: object.metadata.namespace ?? namespace,
      };
      const mounts = spec.automountServiceAccountToken ?? mountsByDefault(account, environment);
      const needed = isBound(account, environment);
      if (mounts && !needed)
        return [`${owner}: set automountServiceAccountToken: false; ${account.name} may do nothing`];
      return [];
    }),
};

interface Account {
  readonly name: string;
  readonly namespace: string;
}

function mountsByDefault({ name, namespace }: Account, environment: RenderedEnvironment): boolean {
  const account = ofKind(allObjects(environment), "ServiceAccount").find(
    ({ metadata }) => metadata?.name === name && metadata.namespace === namespace,
  );
  return account?.automountServiceAccountToken ?? true;
}

/** Whether a role is bound to the account, so that the Kubernetes API answers it. */
function isBound({ name, namespace }: Account, environment: RenderedEnvironment): boolean {
  return allObjects(environment)
    .filter(({ kind }) => kind === "RoleBinding" || kind === "ClusterRoleBinding")
    .flatMap((binding) => listAt(binding, "subjects"))
    .some(
      (subject) =>
        at(subject, "kind") === "ServiceAccount" &&
        at(subject, "name") === name &&
        at(subject, "namespace") === namespace,
    );
}
