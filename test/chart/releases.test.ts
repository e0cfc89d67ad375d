import type { Block, TerraformJson } from "../support/terraform-json";
import { helmReleases } from "./releases";

const releases = (release: Block) => {
  const json: TerraformJson = {
    "//": { metadata: { stackName: "prod-platform" } },
    terraform: {},
    resource: { helm_release: { one: release } },
  };
  return helmReleases({ stack: "prod-platform", stacks: new Map([["prod-platform", json]]) }, "/out");
};
const upstream = { name: "keda", namespace: "keda", chart: "keda", repository: "https://charts.example.com" };

describe("the releases of a stack", () => {
  it("are what Helm would receive", () => {
    expect(releases({ ...upstream, version: "2.20.2", values: ["a: %%{b}", "c: d"] })).toEqual([
      {
        stack: "prod-platform",
        name: "keda",
        namespace: "keda",
        chart: {
          kind: "upstream",
          name: "keda",
          repository: "https://charts.example.com",
          version: "2.20.2",
        },
        values: ["a: %{b}", "c: d"],
      },
    ]);
  });

  it("may come from a registry of images", () => {
    expect(
      releases({ name: "a", chart: "oci://ghcr.io/some/charts/langfuse", version: "2.0.0" })[0],
    ).toMatchObject({
      namespace: "default",
      chart: {
        kind: "upstream",
        name: "langfuse",
        repository: "oci://ghcr.io/some/charts",
        version: "2.0.0",
      },
    });
  });

  it("may come from a folder beside the stack", () => {
    expect(releases({ name: "a", chart: "./charts/manifests" })[0]?.chart).toEqual({
      kind: "local",
      folder: "/out/stacks/prod-platform/charts/manifests",
    });
  });

  it("must not hide settings from the values", () => {
    expect(() => releases({ ...upstream, set: [{ name: "a", value: "b" }] })).toThrow(
      "prod-platform: helm_release.one uses 'set'; pass 'values', which this test can read",
    );
  });
});
