import { operatorLimits } from "../../constructs/operator-limits";

const [policy, binding] = operatorLimits();

it("keeps operators, and nobody else, from changing what a pod is made of", () => {
  expect(policy.spec).toMatchObject({
    failurePolicy: "Fail",
    matchConstraints: {
      resourceRules: [
        { apiGroups: ["apps"], operations: ["UPDATE"], resources: ["deployments", "statefulsets"] },
      ],
    },
    matchConditions: [{ expression: '"langfuse:operators" in request.userInfo.groups' }],
  });
  const [{ expression } = { expression: "" }] = policy.spec.validations;
  for (const field of ["spec.template.spec", "spec.template.metadata.labels"])
    expect(expression).toContain(`object.${field} == oldObject.${field}`);
});

it("leaves a restart, which is an annotation, and the number of replicas", () => {
  const [{ expression } = { expression: "" }] = policy.spec.validations;
  expect(expression).not.toContain("annotations");
  expect(expression).not.toContain("replicas");
});

it("denies, everywhere", () => {
  expect(binding.spec).toEqual({ policyName: policy.metadata.name, validationActions: ["Deny"] });
});
