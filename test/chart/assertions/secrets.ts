import { type Assertion, allObjects, everyRelease, type RenderedEnvironment } from "../assertion";
import { at, type KubernetesObject, listAt, nameOf, ofKind } from "../kubernetes";
import { secretReferences } from "../secret-references";

/** A pod whose Secret or key does not exist never starts, and says so only after the deployment's time-out. */
export const existingSecrets: Assertion = {
  name: "every Secret that something needs is synced with that key into the same namespace",
  concerns: everyRelease,
  problems: ({ namespace, objects }, environment) =>
    objects.flatMap((object) => {
      const provided = secretsIn(object.metadata.namespace ?? namespace, environment);
      return secretReferences(object).flatMap(({ name, key }) => {
        const keys = provided.get(name);
        if (!keys)
          return [
            `${nameOf(object)}: no ExternalSecret makes the Secret '${name}'${key ? ` with '${key}'` : ""}`,
          ];
        return key === undefined || keys.includes(key)
          ? []
          : [`${nameOf(object)}: Secret '${name}' has no key '${key}', only ${keys.join(", ")}`];
      });
    }),
};

/** The keys of every Secret that a namespace will hold. */
function secretsIn(namespace: string, environment: RenderedEnvironment): Map<string, string[]> {
  const objects = allObjects(environment).filter((object) => object.metadata.namespace === namespace);
  const synced = ofKind(objects, "ExternalSecret").map(
    (object) => [targetName(object), targetKeys(object)] as const,
  );
  const rendered = ofKind(objects, "Secret").map(
    ({ metadata, data, stringData }) =>
      [metadata?.name ?? "", Object.keys({ ...data, ...stringData })] as const,
  );
  return new Map([...rendered, ...synced]);
}

function targetName(object: KubernetesObject): string {
  return String(at(object, "spec", "target", "name") ?? object.metadata.name);
}

/** The keys that an ExternalSecret writes: those it fetches by name, and those of its template, which may replace them. */
function targetKeys(object: KubernetesObject): string[] {
  const template = at(object, "spec", "target", "template");
  const templated = at(template, "data");
  const fetched = listAt(object, "spec", "data").map((entry) => String(at(entry, "secretKey")));
  if (templated === undefined) return fetched;
  const added = Object.keys(Object(templated));
  return at(template, "mergePolicy") === "Merge" ? [...fetched, ...added] : added;
}
