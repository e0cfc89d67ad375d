import { externalSecretsRoles } from "../../constructs/external-secrets-roles";

const manifests = externalSecretsRoles(["langfuse", "clickhouse"]);

const roles = manifests.flatMap((manifest) => ("rules" in manifest ? [manifest] : []));

const verbsOn = (resource: string, namespace?: string) =>
  roles
    .filter(({ metadata }) => metadata.namespace === namespace)
    .flatMap(({ rules }) => rules)
    .filter(({ resources }) => resources.includes(resource))
    .flatMap(({ verbs }) => verbs);

it("writes Secrets only where some are wanted", () => {
  expect(verbsOn("secrets")).toEqual(["get", "list", "watch"]);
  for (const namespace of ["langfuse", "clickhouse"])
    expect(verbsOn("secrets", namespace)).toEqual(["create", "update", "patch", "delete"]);
  expect(verbsOn("secrets", "external-secrets")).toEqual([]);
});

it("makes no token for a service account, and grants nothing by wildcard", () => {
  for (const rule of roles.flatMap(({ rules }) => rules)) {
    expect(rule.resources).not.toContain("serviceaccounts/token");
    expect([...rule.apiGroups, ...rule.resources, ...rule.verbs]).not.toContain("*");
  }
});

it("binds every role to the service account of the chart, in its scope", () => {
  for (const { kind, metadata } of roles)
    expect(manifests).toContainEqual(
      expect.objectContaining({
        kind: `${kind}Binding`,
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name: metadata.name },
        subjects: [{ kind: "ServiceAccount", name: "external-secrets", namespace: "external-secrets" }],
      }),
    );
});
