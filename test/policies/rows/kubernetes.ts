import type { Row } from "../row";

/** What runs in the cluster. */
export const kubernetesRows: readonly Row[] = [
  {
    id: "P1",
    severity: "block",
    title: "Namespaces admit restricted pods",
    upstream: ["CIS 4.2.1", "CIS 4.2.2", "CIS 4.2.3", "CIS 4.2.4", "CIS 4.2.5"],
    assertions: ["every namespace admits the pods that are to run in it"],
    tests: ["test/constructs/namespaces.test.ts"],
    notApplicable:
      "no enforce-version: the level of the cluster's own version counts, so that an upgrade of the cluster brings newer demands",
  },
  {
    id: "P2",
    severity: "block",
    title: "No root, no privilege, no capability, a seccomp profile; Langfuse's user by number",
    upstream: [
      ...[
        "CKV_K8S_16",
        "CKV_K8S_20",
        "CKV_K8S_23",
        "CKV_K8S_28",
        "CKV_K8S_29",
        "CKV_K8S_30",
        "CKV_K8S_31",
        "CKV_K8S_37",
      ],
      ...["KSV-0001", "KSV-0003", "KSV-0012", "KSV-0030", "KSV-0104", "KSV-0106", "KSV-0118"],
      ...["C-0013", "C-0016", "C-0057"],
    ],
    assertions: [
      "every pod meets the restricted pod security standard",
      "Langfuse runs as user 1001, by number",
    ],
  },
  {
    id: "P3",
    severity: "block",
    title: "Images cannot be changed by what runs in them",
    upstream: ["CKV_K8S_22", "KSV-0014", "C-0017", "no-read-only-root-fs"],
    assertions: ["every container's root file system is read-only"],
  },
  {
    id: "P4",
    severity: "block",
    title: "Requests and a memory limit everywhere; Node's heap fits into it",
    upstream: ["CKV_K8S_10", "CKV_K8S_12", "CKV_K8S_13", "KSV-0015", "KSV-0016", "KSV-0018"],
    assertions: [
      "every container requests processor and memory, and limits its memory",
      "Node's heap is about three quarters of the memory limit",
    ],
  },
  {
    id: "P5",
    severity: "block",
    title: "Images by digest, or by a tag that nobody moves",
    upstream: ["CKV_K8S_14", "CKV_K8S_43", "KSV-0013", "C-0306"],
    assertions: ["every image is an exact version that a node pulls once"],
  },
  {
    id: "P6",
    severity: "block",
    title: "Everything is denied that nobody allowed, in both directions, and nodes keep their credentials",
    upstream: ["CIS 4.3.2", "CKV2_K8S_6", "C-0260", "non-isolated-pod", "KSV-0038"],
    assertions: [
      "pods run only where traffic is denied by default, in both directions",
      "every pod has exactly one network policy that says to whom it speaks",
    ],
    tests: [
      "test/constructs/network-policy.test.ts",
      "test/constructs/flows.test.ts",
      "test/proof/reachability.test.ts",
    ],
  },
  {
    id: "P7",
    severity: "block",
    title: "No token for the Kubernetes API where nobody calls it; own service accounts",
    upstream: ["CKV_K8S_38", "KSV-0036", "CIS 4.1.5", "CIS 4.1.6", "default-service-account"],
    assertions: [
      "only pods that call the Kubernetes API carry a token for it",
      "every service account, priority class and configuration that a pod names exists",
    ],
  },
  {
    id: "P8",
    severity: "block",
    title: "Probes do not kill what waits for a store",
    upstream: ["CKV_K8S_8", "CKV_K8S_9", "C-0018", "C-0056"],
    assertions: ["web is probed for health and readiness, and the worker outlasts a failover of its stores"],
  },
  {
    id: "P9",
    severity: "block",
    title: "More than one of each in production, and budgets that never block a drain",
    upstream: [
      ...["pdb-max-unavailable", "pdb-min-available", "pdb-unhealthy-pod-eviction-policy"],
      ...["minimum-three-replicas", "hpa-minimum-three-replicas"],
    ],
    assertions: [
      "every disruption budget lets one pod go at a time",
      "of several pods a drain takes one after the other, and none is under two budgets",
      "a drain takes one copy of ClickHouse and one keeper at a time, and leaves a quorum",
      "each program is scaled by exactly one autoscaler, and its Deployment names no count",
    ],
    tests: ["test/environments/broken-langfuse.test.ts"],
  },
  {
    id: "P10",
    severity: "block",
    title: "Copies of data never share a zone; web and worker spread, and still start without one",
    upstream: ["no-anti-affinity"],
    assertions: [
      "no two pods of ClickHouse or Keeper share a zone or a node, and Langfuse's version is served",
      "Langfuse's pods spread over zones, and still start when a zone is lost",
      "what runs several times spreads over zones",
    ],
  },
  {
    id: "P11",
    severity: "block",
    title: "Two minutes to stop, the first seconds of which the load balancer needs",
    upstream: [],
    assertions: ["Langfuse's pods get two minutes to stop"],
    tests: ["test/constructs/langfuse-pod-settings.test.ts"],
  },
  {
    id: "P12",
    severity: "block",
    title: "Data outranks Langfuse when room is short",
    upstream: ["priority-class-name"],
    assertions: ["Langfuse's pods have a priority class that exists"],
    tests: ["test/constructs/priority-class.test.ts"],
  },
  {
    id: "P13",
    severity: "block",
    title:
      "No default namespace, no wildcard in a role, no cluster-admin, no reader of Secrets but who syncs them",
    upstream: [
      ...["CKV_K8S_21", "KSV-0110", "CIS 4.1.1", "CIS 4.1.2", "CIS 4.1.3", "wildcard-in-rules"],
      ...["cluster-admin-role-binding", "access-to-secrets"],
    ],
    assertions: ["everything stands in a namespace that the platform declares"],
    tests: ["test/policies/rbac.test.ts"],
  },
  {
    id: "P14",
    severity: "block",
    title: "Volumes: gp3, our key, in the pod's zone, kept, can grow",
    upstream: ["BP storage"],
    assertions: ["ClickHouse's volumes are encrypted, can grow and outlive everything that uses them"],
    tests: ["test/constructs/storage-class.test.ts"],
  },
  {
    id: "P15",
    severity: "block",
    title: "ClickHouse: three copies, users with grants by name, TLS, bounded logs",
    upstream: ["ClickHouse hardening"],
    assertions: [
      "ClickHouse is one cluster 'default' of one shard, with the copies and keepers of the environment",
      "ClickHouse's logs are bounded, as files and as tables, from the first start",
    ],
    tests: ["test/constructs/clickhouse.test.ts"],
  },
  {
    id: "P16",
    severity: "warn",
    title: "The API server refuses what these rows forbid, at run time",
    upstream: ["CIS 4.2"],
    tests: ["test/constructs/operator-limits.test.ts"],
    notApplicable:
      "the digest and the number of pods (P5, P9) are asked of manifests alone; namespaces refuse at run time what P2 forbids",
  },
  {
    id: "P17",
    severity: "block",
    title: "Langfuse: no telemetry, SSO where it is demanded, short sessions",
    upstream: [],
    assertions: [
      "usage is not reported to Langfuse, and OpenTelemetry's exporters are chosen, not left to their defaults",
      "domains that must use SSO, and the length of a session, reach the application",
    ],
    tests: ["test/environments/impossible-access.test.ts"],
  },
  {
    id: "P18",
    severity: "block",
    title: "Jobs end, never run twice at once, and leave few pods behind",
    upstream: [],
    tests: ["test/constructs/scheduled-job.test.ts"],
  },
];
