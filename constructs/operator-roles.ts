import { accessGroups } from "./cluster-access";
import { grant, type Role, type RoleBinding, type Rule, rule } from "./rbac";

/** What operators may do in each namespace beside reading: start again what hangs, follow the load, look inside by a
 *  port. They read no Secret, enter no container and start none of their own, which would be the same thing; see
 *  `constructs/operator-limits.ts`. */
export function operatorRoles(namespaces: readonly string[]): (Role | RoleBinding)[] {
  return namespaces.flatMap((namespace) =>
    grant({
      name: "langfuse:operators",
      namespace,
      subjects: [{ kind: "Group", name: accessGroups.operators }],
      rules: RULES,
    }),
  );
}

const RULES: readonly Rule[] = [
  // `kubectl rollout restart` and `kubectl scale`.
  rule("apps", ["deployments", "statefulsets"], ["patch"]),
  rule("apps", ["deployments/scale", "statefulsets/scale"], ["patch", "update"]),
  // A hanging pod comes back; an evicted one waits for its disruption budget.
  rule("", ["pods"], ["delete"]),
  rule("", ["pods/eviction"], ["create"]),
  rule("", ["pods/portforward"], ["create"]),
  // Pauses autoscaling by the annotation `autoscaling.keda.sh/paused-replicas`.
  rule("keda.sh", ["scaledobjects"], ["patch"]),
  // A job that will never end.
  rule("batch", ["jobs"], ["delete"]),
];
