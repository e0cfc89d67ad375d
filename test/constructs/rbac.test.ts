import { grant, rule } from "../../constructs/rbac";

const subjects = [{ kind: "Group", name: "people" } as const];
const rules = [rule("", ["pods"], ["get"])];

it("spans the cluster, or one namespace where one is named", () => {
  expect(grant({ name: "a", subjects, rules }).map(({ kind }) => kind)).toEqual([
    "ClusterRole",
    "ClusterRoleBinding",
  ]);
  expect(grant({ name: "a", namespace: "b", subjects, rules })).toMatchObject([
    { kind: "Role", metadata: { name: "a", namespace: "b" } },
    { kind: "RoleBinding", metadata: { name: "a", namespace: "b" }, roleRef: { kind: "Role", name: "a" } },
  ]);
});

it("names people by group, and pods by service account", () => {
  const account = { kind: "ServiceAccount", name: "x", namespace: "y" } as const;
  const [, binding] = grant({ name: "a", subjects: [...subjects, account], rules });
  expect(binding.subjects).toEqual([
    { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "people" },
    account,
  ]);
});

it.each([
  ["group", rule("*", ["pods"], ["get"])],
  ["resource", rule("", ["*/scale"], ["get"])],
  ["verb", rule("", ["pods"], ["*"])],
])("refuses a wildcard as %s", (_, wild) => {
  expect(() => grant({ name: "a", subjects, rules: [...rules, wild] })).toThrow(
    `role 'a' holds ${JSON.stringify([wild])}; name each group, resource and verb`,
  );
});
