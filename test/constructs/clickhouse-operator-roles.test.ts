import { clickHouseOperatorRoles } from "../../constructs/clickhouse-operator-roles";
import { rolesOf, subjectsOf, verbsOn } from "../support/rbac";

const manifests = clickHouseOperatorRoles();

it("reads no Secret outside the database's namespace but its own credentials", () => {
  expect(verbsOn(manifests, "secrets")).toEqual([]);
  const own = rolesOf(manifests).find(({ metadata }) => metadata.namespace === "clickhouse-operator");
  expect(own?.rules.filter(({ resources }) => resources.includes("secrets"))).toEqual([
    {
      apiGroups: [""],
      resources: ["secrets"],
      verbs: ["get"],
      resourceNames: ["altinity-clickhouse-operator"],
    },
  ]);
});

it("sees whether its CRD is being deleted, because otherwise it would delete every database with it", () => {
  expect(verbsOn(manifests, "customresourcedefinitions")).toContain("get");
});

it("builds databases where databases are", () => {
  for (const resource of ["statefulsets", "services", "configmaps", "persistentvolumeclaims"])
    expect(verbsOn(manifests, resource, "clickhouse")).toEqual(expect.arrayContaining(["create", "delete"]));
});

it("changes installations, and makes none", () => {
  for (const kind of ["clickhouseinstallations", "clickhousekeeperinstallations"])
    expect(verbsOn(manifests, kind, "clickhouse")).toEqual([
      "get",
      "list",
      "watch",
      "update",
      "patch",
      "delete",
    ]);
});

it("is bound to the service account of the chart", () => {
  for (const role of rolesOf(manifests))
    expect(subjectsOf(manifests, role)).toEqual([
      { kind: "ServiceAccount", name: "altinity-clickhouse-operator", namespace: "clickhouse-operator" },
    ]);
});
