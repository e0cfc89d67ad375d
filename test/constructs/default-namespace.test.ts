import { defaultNamespace } from "../../constructs/default-namespace";
import { synthesizeConstruct } from "../support/construct";

it("labels the namespace that Kubernetes has made, and makes none", () => {
  const { resource } = synthesizeConstruct((stack) => defaultNamespace(stack, "default-namespace"));
  expect(resource).toEqual({
    kubernetes_labels: {
      default_namespace: expect.objectContaining({
        api_version: "v1",
        kind: "Namespace",
        metadata: { name: "default" },
        labels: {
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
        },
      }),
    },
  });
});
