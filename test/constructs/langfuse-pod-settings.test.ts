import { langfusePodSettings } from "../../constructs/langfuse-pod-settings";

describe("the settings of pods that the chart has no value for", () => {
  const [policy, binding] = langfusePodSettings();

  it("are longer than web's 110 seconds and the pause before them, and a priority", () => {
    const expression: string = Reflect.get(Object(policy?.spec), "mutations")[0].applyConfiguration
      .expression;
    expect(expression.replace(/\s+/g, " ")).toBe(
      "Object{ spec: Object.spec{ template: Object.spec.template{ spec: Object.spec.template.spec{ " +
        'terminationGracePeriodSeconds: 150, priorityClassName: "langfuse" } } } }',
    );
  });

  it("reach the Deployments of one namespace, when they are made and when they change", () => {
    expect(policy?.spec).toMatchObject({
      matchConstraints: {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "langfuse" } },
        objectSelector: { matchLabels: { "app.kubernetes.io/name": "langfuse" } },
        resourceRules: [
          { apiGroups: ["apps"], operations: ["CREATE", "UPDATE"], resources: ["deployments"] },
        ],
      },
    });
    expect(binding?.spec).toEqual({ policyName: policy?.metadata.name });
  });

  it("are no reason to lose them in silence", () => {
    expect(policy?.spec).toMatchObject({ failurePolicy: "Fail" });
  });
});
