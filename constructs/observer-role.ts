import { accessGroups } from "./cluster-access";
import type { Manifest } from "./manifests";

interface Role extends Manifest {
  readonly rules: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly ("get" | "list" | "watch")[];
  }[];
}

interface RoleBinding extends Manifest {
  readonly roleRef: { readonly apiGroup: string; readonly kind: "ClusterRole"; readonly name: string };
  readonly subjects: readonly { readonly apiGroup: string; readonly kind: "Group"; readonly name: string }[];
}

const RBAC = "rbac.authorization.k8s.io";
const NAME = "langfuse:observer";

/** What AWS's view policy leaves out and a person on call asks for first: nodes, volumes and what they consume. */
export function observerRole(): [Role, RoleBinding] {
  const verbs = ["get", "list", "watch"] as const;
  const read = (group: string, resources: string[]) => ({ apiGroups: [group], resources, verbs });
  const role: Role = {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRole",
    metadata: { name: NAME },
    rules: [
      read("", ["nodes", "persistentvolumes"]),
      read("storage.k8s.io", ["storageclasses", "volumeattachments"]),
      read("metrics.k8s.io", ["nodes", "pods"]),
      read("karpenter.sh", ["nodepools", "nodeclaims"]),
      read("eks.amazonaws.com", ["nodeclasses", "targetgroupbindings"]),
    ],
  };
  const binding: RoleBinding = {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: NAME },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: NAME },
    subjects: Object.values(accessGroups).map((name) => ({ apiGroup: RBAC, kind: "Group", name })),
  };
  return [role, binding];
}
