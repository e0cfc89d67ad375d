import { observerRole } from "../../constructs/observer-role";

const [role, binding] = observerRole();

it("only reads, resource by resource, and no secret", () => {
  for (const { verbs, resources } of role.rules) {
    expect(verbs).toEqual(["get", "list", "watch"]);
    expect(resources).not.toContain("*");
    expect(resources).not.toContain("secrets");
  }
});

it("shows nodes and the claims behind them", () => {
  expect(role.rules).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ apiGroups: [""], resources: expect.arrayContaining(["nodes"]) }),
      expect.objectContaining({ apiGroups: ["karpenter.sh"], resources: ["nodepools", "nodeclaims"] }),
    ]),
  );
});

it("shows what is scraped, what is asked of it, and who serves the numbers of autoscaling", () => {
  expect(role.rules).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        apiGroups: ["monitoring.coreos.com"],
        resources: ["servicemonitors", "podmonitors", "probes", "prometheusrules"],
      }),
      expect.objectContaining({ apiGroups: ["apiregistration.k8s.io"], resources: ["apiservices"] }),
    ]),
  );
});

it("is bound to operators and viewers", () => {
  expect(binding).toMatchObject({
    roleRef: { kind: "ClusterRole", name: role.metadata.name },
    subjects: [
      { kind: "Group", name: "langfuse:operators" },
      { kind: "Group", name: "langfuse:viewers" },
    ],
  });
});
