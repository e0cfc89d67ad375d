import { accessGroups } from "./cluster-access";
import { grant, READ, type Role, type RoleBinding, rule } from "./rbac";

/** What AWS's view policy leaves out and a person on call asks for first: nodes, volumes and what they consume, and the
 *  custom resources behind a workload.
 *  https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html (2026-11) */
export function observerRole(): [Role, RoleBinding] {
  return grant({
    name: "langfuse:observer",
    subjects: Object.values(accessGroups).map((name) => ({ kind: "Group", name })),
    rules: [
      rule("", ["nodes", "persistentvolumes"], READ),
      rule("storage.k8s.io", ["storageclasses", "volumeattachments"], READ),
      rule("scheduling.k8s.io", ["priorityclasses"], READ),
      rule("metrics.k8s.io", ["nodes", "pods"], READ),
      rule("karpenter.sh", ["nodepools", "nodeclaims"], READ),
      rule("eks.amazonaws.com", ["nodeclasses", "targetgroupbindings"], READ),
      rule("networking.k8s.aws", ["policyendpoints"], READ),
      rule("external-secrets.io", ["externalsecrets", "clustersecretstores"], READ),
      rule("keda.sh", ["scaledobjects", "clustertriggerauthentications"], READ),
      rule("monitoring.coreos.com", ["servicemonitors", "podmonitors", "probes", "prometheusrules"], READ),
      // Whether the numbers that autoscaling asks for are served.
      rule("apiregistration.k8s.io", ["apiservices"], READ),
      rule("clickhouse.altinity.com", ["clickhouseinstallations"], READ),
      rule("clickhouse-keeper.altinity.com", ["clickhousekeeperinstallations"], READ),
    ],
  });
}
