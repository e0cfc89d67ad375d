import { externalSecretsRoles } from "../../constructs/external-secrets-roles";
import { rolesOf, subjectsOf, verbsOn } from "../support/rbac";

const manifests = externalSecretsRoles(["langfuse", "clickhouse"]);

it("writes Secrets only where some are wanted", () => {
  expect(verbsOn(manifests, "secrets")).toEqual(["get", "list", "watch"]);
  for (const namespace of ["langfuse", "clickhouse"])
    expect(verbsOn(manifests, "secrets", namespace)).toEqual(["create", "update", "patch", "delete"]);
  expect(verbsOn(manifests, "secrets", "external-secrets")).toEqual([]);
});

it("makes no token for a service account", () => {
  expect(verbsOn(manifests, "serviceaccounts/token")).toEqual([]);
});

it("is bound to the service account of the chart", () => {
  for (const role of rolesOf(manifests))
    expect(subjectsOf(manifests, role)).toEqual([
      { kind: "ServiceAccount", name: "external-secrets", namespace: "external-secrets" },
    ]);
});
