import { absent, exactly, listOf, matching, ourKey } from "../expectations";
import { each, intruder } from "../mutants";
import { type PlatformResource, resources } from "../platform";
import { requires, whenProtected } from "../requires";
import { type Finding, type Rule, replace } from "../rule";

/** What our own objects in the cluster may be and do. */
export const objectsOfOursRules: readonly Rule[] = [
  requires({
    id: "priorities-ordered",
    rows: ["P12"],
    title: "Whoever holds data is the last to be evicted, and Langfuse goes before what watches it",
    upstream: ["priority-class-name"],
    type: "PriorityClass",
    where: ({ name }) => name === "data",
    exists: true,
    arguments: { value: exactly(300000) },
  }),
  requires({
    id: "volume-kept",
    rows: ["P14"],
    title: "Volumes with data outlive what used them, and can grow",
    upstream: ["BP storage"],
    type: "StorageClass",
    where: ({ name }) => name === "data",
    exists: true,
    arguments: {
      reclaimPolicy: exactly("Retain"),
      allowVolumeExpansion: exactly(true),
    },
  }),
  requires({
    id: "volumes-encrypted",
    rows: ["P14", "E7"],
    title: "Volumes of every class are encrypted with our key, and made in the zone of who asks for them",
    upstream: ["CKV_AWS_3", "CKV_AWS_189", "BP storage"],
    type: "StorageClass",
    exists: true,
    arguments: {
      "parameters.type": exactly("gp3"),
      "parameters.encrypted": exactly("true"),
      "parameters.kmsKeyId": ourKey,
      volumeBindingMode: exactly("WaitForFirstConsumer"),
    },
  }),
  {
    id: "no-ingress-objects",
    rows: ["A10"],
    title: "Terraform makes the load balancer; nothing in the cluster makes another",
    upstream: ["KSV-0110"],
    appliesTo: () => true,
    check: (platform) => [
      ...resources(platform, "Ingress").map((one) =>
        finding(one, "makes a load balancer that Terraform cannot remove"),
      ),
      ...resources(platform, "Service")
        .filter(({ arguments: { spec } }) => Object(spec).type === "LoadBalancer")
        .map((one) => finding(one, "makes a load balancer that Terraform cannot remove")),
      ...(resources(platform, "TargetGroupBinding").length > 0
        ? []
        : [{ address: "TargetGroupBinding", problem: "none joins pods to the load balancer" }]),
    ],
    mutants: (platform) => [
      ...intruder(platform, "Ingress", {}),
      ...intruder(platform, "Service", { spec: { type: "LoadBalancer" } }),
    ],
  },
  {
    id: "no-plain-secrets",
    rows: ["K7"],
    title: "No Secret of ours comes from Terraform: each is synced from Secrets Manager",
    upstream: ["CKV_SECRET_6"],
    appliesTo: () => true,
    check: (platform) =>
      ["Secret", "kubernetes_secret", "kubernetes_secret_v1"]
        .flatMap((type) => resources(platform, type))
        .map((one) => finding(one, "would keep its value in Terraform's state")),
    mutants: (platform) => [
      ...intruder(platform, "Secret", { data: {} }),
      ...intruder(platform, "kubernetes_secret", { data: {} }),
    ],
  },
  {
    id: "no-default-namespace",
    rows: ["P13"],
    title: "Nothing of ours stands in the namespace that everybody shares",
    upstream: ["CKV_K8S_21", "KSV-0110"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "helm_release")
        .filter(({ arguments: { namespace } }) => !namespace || namespace === "default")
        .map((one) => finding(one, "installs into the default namespace")),
    mutants: (platform) => [
      ...each(platform, { type: "helm_release", name: "in no namespace" }, (block) =>
        replace(block, "namespace"),
      ),
      ...each(platform, { type: "helm_release", name: "in default" }, (block) =>
        replace(block, "namespace", "default"),
      ),
    ],
  },
  requires({
    id: "default-namespace-restricted",
    rows: ["P13"],
    title: "Whoever forgets to name a namespace starts no pod with privileges",
    upstream: ["CKV_K8S_21", "KSV-0110"],
    type: "kubernetes_labels",
    exists: true,
    arguments: {
      "metadata.name": exactly("default"),
      labels: exactly({
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
      }),
    },
  }),
  requires({
    id: "rbac-no-wildcard",
    rows: ["P13"],
    title: "No role of ours grants by wildcard",
    upstream: ["CIS 4.1.3", "wildcard-in-rules", "KSV-0046"],
    type: "ClusterRole",
    exists: true,
    arguments: { rules: withoutStars() },
  }),
  requires({
    id: "rbac-no-wildcard-role",
    rows: ["P13"],
    title: "No role of ours in a namespace grants by wildcard",
    upstream: ["CIS 4.1.3", "wildcard-in-rules", "KSV-0046"],
    type: "Role",
    exists: true,
    arguments: { rules: withoutStars() },
  }),
  requires({
    id: "no-cluster-admin",
    rows: ["P13"],
    title: "Nobody is bound to cluster-admin",
    upstream: ["CIS 4.1.1", "cluster-admin-role-binding", "KSV-0111"],
    type: "ClusterRoleBinding",
    exists: true,
    arguments: {
      "roleRef.name": { ...matching(/^(?!cluster-admin$).+/), violations: () => ["cluster-admin"] },
      subjects: listOf(1),
    },
  }),
  requires({
    id: "no-roles-of-kubernetes",
    rows: ["P13"],
    title:
      "In a namespace somebody is bound to a role that is written down there, not to one that Kubernetes brings",
    upstream: ["CIS 4.1.1", "cluster-admin-role-binding", "access-to-secrets", "KSV-0111"],
    type: "RoleBinding",
    exists: true,
    arguments: {
      "roleRef.kind": exactly("Role"),
      subjects: listOf(1),
    },
  }),
  requires({
    id: "operators-held",
    rows: ["P16"],
    title: "The API server refuses what a rule about manifests cannot see: changes by hand",
    upstream: ["CIS 4.2"],
    type: "ValidatingAdmissionPolicyBinding",
    exists: true,
    arguments: { "spec.validationActions": exactly(["Deny"]), "spec.paramRef": absent },
  }),
  requires({
    id: "pod-settings-fail-closed",
    rows: ["P2", "P11"],
    title: "A Langfuse pod starts with our security and grace settings, or not at all",
    upstream: ["CKV_K8S_22", "CKV_K8S_30"],
    type: "MutatingAdmissionPolicy",
    exists: true,
    appliesTo: whenProtected,
    arguments: { "spec.failurePolicy": exactly("Fail") },
  }),
];

function withoutStars() {
  return {
    expected: "rules without *",
    holds: (value: unknown) => !JSON.stringify(value ?? []).includes('*"'),
    violations: (value: unknown) => [
      [...(Array.isArray(value) ? value : []), { apiGroups: [""], resources: ["*"], verbs: ["get"] }],
      [...(Array.isArray(value) ? value : []), { apiGroups: [""], resources: ["pods"], verbs: ["*"] }],
    ],
  };
}

function finding({ address }: PlatformResource, problem: string): Finding {
  return { address, problem };
}
