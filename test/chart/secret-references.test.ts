import { object } from "./fixtures";
import { secretReferences } from "./secret-references";

const found = (spec: object) => secretReferences(object("v1", "Pod", { spec }));

describe("the Secrets that an object needs", () => {
  it.each<[string, object, object[]]>([
    [
      "a variable",
      { env: [{ valueFrom: { secretKeyRef: { name: "a", key: "k" } } }] },
      [{ name: "a", key: "k" }],
    ],
    ["all variables", { envFrom: [{ secretRef: { name: "a" } }] }, [{ name: "a" }]],
    ["a volume", { volumes: [{ secret: { secretName: "a" } }] }, [{ name: "a" }]],
    ["files of a volume", { secret: { secretName: "a", items: [{ key: "k" }] } }, [{ name: "a", key: "k" }]],
    ["a projection", { projected: { sources: [{ secret: { name: "a" } }] } }, [{ name: "a" }]],
    ["a registry", { imagePullSecrets: [{ name: "a" }] }, [{ name: "a" }]],
    ["KEDA's authentication", { secretTargetRef: [{ name: "a", key: "k" }] }, [{ name: "a", key: "k" }]],
    ["ClickHouse's user", { users: { "u/k8s_secret_password": "a/k" } }, [{ name: "a", key: "k" }]],
    ["a namespace before it", { users: { "u/k8s_secret_password": "n/a/k" } }, [{ name: "a", key: "k" }]],
  ])("are found where %s is", (_, spec, references) => {
    expect(found(spec)).toEqual(references);
  });

  it("need not exist when they are optional", () => {
    expect(found({ secretKeyRef: { name: "a", key: "k", optional: true } })).toEqual([]);
  });

  it("are not looked for in the definition of a kind", () => {
    const definition = object("apiextensions.k8s.io/v1", "CustomResourceDefinition", {
      secretRef: { name: "a" },
    });
    expect(secretReferences(definition)).toEqual([]);
  });
});
