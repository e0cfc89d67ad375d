import { changed, object, sound } from "../fixtures";
import { coreProblems } from "./core";
import { CustomSchemas } from "./custom";

const CONTAINER = "spec.template.spec.containers.0";

describe("Kubernetes' own kinds", () => {
  it("know their fields and types", () => {
    const misspelt = changed(sound.web, `${CONTAINER}.readinesProbe`, {});
    const wrong = changed(sound.web, `${CONTAINER}.ports`, [{ containerPort: "3000" }]);
    const without = changed(sound.web, "spec.selector", undefined);
    const custom = object("clickhouse.altinity.com/v1", "ClickHouseInstallation", {
      spec: { templates: { podTemplates: [{ name: "a", spec: { containers: [], nodeSelectors: {} } }] } },
    });
    const problems = coreProblems([sound.web, misspelt, wrong, without, custom]);
    expect([...problems.values()]).toEqual([
      [],
      [expect.stringMatching(/^readinesProbe: .*'"?readinesProbe"?' does not exist in type 'Container'/)],
      ["containerPort: Type 'string' is not assignable to type 'number'."],
      [expect.stringMatching(/^spec: Property 'selector' is missing/)],
      [expect.stringMatching(/^nodeSelectors: .* does not exist in type 'PodSpec'/)],
    ]);
  });

  it("may have a quantity as a number, and a null for nothing", () => {
    const web = changed(sound.web, `${CONTAINER}.resources.requests.cpu`, 1);
    expect(coreProblems([changed(web, "spec.replicas", null)]).get(web) ?? []).toEqual([]);
    expect([...coreProblems([web, changed(web, "spec.replicas", null)]).values()]).toEqual([[], []]);
  });
});

describe("the types of Kubernetes", () => {
  it("leave the resources of an admission rule out, which is no problem of the object", () => {
    const policy = object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", {
      spec: { matchConstraints: { resourceRules: [{ apiGroups: [""], resources: ["pods"] }] } },
    });
    expect(coreProblems([policy]).get(policy)).toEqual([]);
  });
});

describe("a kind that a chart defines", () => {
  const definition = object("apiextensions.k8s.io/v1", "CustomResourceDefinition", {
    spec: {
      group: "example.com",
      names: { kind: "Thing" },
      versions: [
        {
          name: "v1",
          schema: {
            openAPIV3Schema: {
              type: "object",
              properties: {
                apiVersion: { type: "string" },
                kind: { type: "string" },
                metadata: { type: "object" },
                spec: {
                  type: "object",
                  required: ["size"],
                  properties: {
                    size: { type: "integer", minimum: 1 },
                    port: { "x-kubernetes-int-or-string": true },
                    any: { type: "object", properties: {}, "x-kubernetes-preserve-unknown-fields": true },
                  },
                  oneOf: [{ properties: { size: { maximum: 9 } } }],
                },
              },
            },
          },
        },
      ],
    },
  });
  const problems = (spec: object) =>
    new CustomSchemas([definition]).problems(object("example.com/v1", "Thing", { spec }));

  it("takes what it defines", () => {
    expect(problems({ size: 1, port: "http", any: { where: "ever" } })).toEqual([]);
  });

  it("refuses what it does not define", () => {
    expect(problems({ size: 0, sise: 1 })).toEqual([
      "/spec must NOT have additional properties sise",
      "/spec/size must be >= 1",
    ]);
    expect(problems({})).toEqual(["/spec must have required property 'size'"]);
  });

  it("says when nobody defines a kind", () => {
    expect(new CustomSchemas([definition]).problems(object("example.com/v2", "Thing", {}))).toBeUndefined();
  });
});
