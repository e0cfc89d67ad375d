import { namespaceManifests } from "../../constructs/namespaces";

it("lets no pod be root, privileged or part of the node", () => {
  const manifests = namespaceManifests();
  expect(manifests.map(({ metadata }) => metadata.name)).toEqual(
    expect.arrayContaining(["external-secrets", "clickhouse", "langfuse", "observability"]),
  );
  for (const { metadata } of manifests)
    expect(metadata.labels).toEqual({
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    });
});

it("survives a release that no longer names it, because claims and Secrets would go along", () => {
  for (const { metadata } of namespaceManifests())
    expect(metadata.annotations).toEqual({ "helm.sh/resource-policy": "keep" });
});
