import { namespaceManifests } from "../../constructs/namespaces";

const spaces = namespaceManifests({ balanced: ["langfuse", "observability"] });

const levels = (mode: string) =>
  Object.fromEntries(
    spaces.map(({ metadata }) => [metadata.name, metadata.labels[`pod-security.kubernetes.io/${mode}`]]),
  );

it("lets no pod be root, privileged or part of the node, but for one job of a chart that may be root", () => {
  expect(levels("enforce")).toEqual({
    "external-secrets": "restricted",
    "clickhouse-operator": "baseline",
    keda: "restricted",
    clickhouse: "restricted",
    langfuse: "restricted",
    observability: "restricted",
    "restore-drill": "restricted",
  });
});

it("reports whatever falls short of that, everywhere", () => {
  for (const mode of ["audit", "warn"])
    expect(new Set(Object.values(levels(mode)))).toEqual(new Set(["restricted"]));
});

it("survives a release that no longer names it, because claims and Secrets would go along", () => {
  for (const { metadata } of spaces)
    expect(metadata.annotations).toEqual({ "helm.sh/resource-policy": "keep" });
});

it("has pods behind the load balancer wait until the load balancer finds them healthy, under the key of EKS Auto Mode", () => {
  const gated = spaces.filter(
    ({ metadata }) => metadata.labels["eks.amazonaws.com/pod-readiness-gate-inject"] === "enabled",
  );
  expect(gated.map(({ metadata }) => metadata.name)).toEqual(["langfuse", "observability"]);
});
