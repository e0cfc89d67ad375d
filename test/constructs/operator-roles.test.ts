import { operatorRoles } from "../../constructs/operator-roles";
import { rolesOf, subjectsOf, verbsOn } from "../support/rbac";

const manifests = operatorRoles(["langfuse", "clickhouse"]);

it("is bound to the operators' group, in each namespace and nowhere else", () => {
  expect(rolesOf(manifests).map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
    ["Role", "langfuse"],
    ["Role", "clickhouse"],
  ]);
  for (const role of rolesOf(manifests))
    expect(subjectsOf(manifests, role)).toMatchObject([{ kind: "Group", name: "langfuse:operators" }]);
});

it.each([
  ["restarts", "deployments", "patch"],
  ["scales", "deployments/scale", "patch"],
  ["scales stateful sets", "statefulsets/scale", "patch"],
  ["ends a hanging pod", "pods", "delete"],
  ["evicts by the disruption budget", "pods/eviction", "create"],
  ["looks inside by a port", "pods/portforward", "create"],
  ["pauses autoscaling", "scaledobjects", "patch"],
])("%s", (_, resource, verb) => {
  expect(verbsOn(manifests, resource, "langfuse")).toContain(verb);
});

it.each(["pods", "jobs", "deployments", "statefulsets"])(
  "makes no %s, because whoever writes a pod mounts what he likes",
  (resource) => {
    for (const verb of ["create", "update"])
      expect(verbsOn(manifests, resource, "langfuse")).not.toContain(verb);
  },
);
