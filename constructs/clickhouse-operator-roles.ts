import { controllerNamespaces, namespaces } from "./namespaces";
import { grant, READ, type Role, type RoleBinding, rule } from "./rbac";

/** Names in the operator's chart: of its service account, its deployment and the Secret with its credentials. */
export const clickHouseOperator = "altinity-clickhouse-operator";

const CHI = "clickhouse.altinity.com";
const CHK = "clickhouse-keeper.altinity.com";
const EVERYTHING = [...READ, "create", "update", "patch", "delete"];

/** What Altinity's operator 0.25 calls in Kubernetes, in place of the chart's role over the whole cluster.
 *  https://github.com/Altinity/clickhouse-operator/blob/0.25.6/deploy/helm/clickhouse-operator/templates/generated */
export function clickHouseOperatorRoles(): (Role | RoleBinding)[] {
  const name = clickHouseOperator;
  const namespace = controllerNamespaces.clickHouseOperator;
  const subjects = [{ kind: "ServiceAccount", name, namespace } as const];
  return [
    ...grant({
      name,
      subjects,
      // Without it the operator takes the deletion of its CRD for a wish to delete every database
      // (pkg/controller/chi/worker-deleter.go).
      rules: [rule("apiextensions.k8s.io", ["customresourcedefinitions"], ["get", "list"])],
    }),
    ...grant({ name, namespace, subjects, rules: ownRules() }),
    ...grant({ name, namespace: namespaces.clickhouse, subjects, rules: databaseRules() }),
  ];
}

/** It reads its credentials, and labels its own pod and the objects above it. */
function ownRules() {
  return [
    { ...rule("", ["secrets"], ["get"]), resourceNames: [clickHouseOperator] },
    { ...rule("apps", ["deployments"], ["get", "update"]), resourceNames: [clickHouseOperator] },
    rule("apps", ["replicasets"], ["get", "update"]),
    rule("", ["pods"], ["get", "update"]),
    rule("", ["events"], ["create"]),
    rule(CHI, ["clickhouseoperatorconfigurations"], READ),
  ];
}

function databaseRules() {
  return [
    rule("", ["configmaps", "services", "persistentvolumeclaims", "secrets"], EVERYTHING),
    rule("", ["pods"], [...READ, "update", "patch", "delete"]),
    rule("", ["endpoints"], READ),
    rule("", ["events"], ["create"]),
    rule("apps", ["statefulsets"], EVERYTHING),
    rule("policy", ["poddisruptionbudgets"], EVERYTHING),
    rule("discovery.k8s.io", ["endpointslices"], READ),
    rule(CHI, ["clickhouseinstallationtemplates", "clickhouseoperatorconfigurations"], READ),
    ...installationRules(CHI, "clickhouseinstallations"),
    ...installationRules(CHK, "clickhousekeeperinstallations"),
  ];
}

function installationRules(apiGroup: string, kind: string) {
  return [
    rule(apiGroup, [kind], [...READ, "update", "patch", "delete"]),
    rule(apiGroup, [`${kind}/finalizers`], ["update"]),
    rule(apiGroup, [`${kind}/status`], ["get", "create", "update", "patch", "delete"]),
  ];
}
