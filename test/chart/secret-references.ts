import { at, type KubernetesObject, listAt } from "./kubernetes";

/** One place that needs a Kubernetes Secret. */
export interface SecretReference {
  readonly name: string;
  /** Undefined when the whole Secret is used. */
  readonly key: string | undefined;
}

/** Every Secret that an object needs before it can start, wherever in it the name stands. */
export function secretReferences(object: KubernetesObject): SecretReference[] {
  return object.kind === "CustomResourceDefinition" ? [] : referencesIn(object);
}

function referencesIn(value: unknown): SecretReference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => [
    ...(readers[field]?.(inner) ?? altinityReference(field, inner)),
    ...referencesIn(inner),
  ]);
}

/** How each field that refers to a Secret spells name and key. */
const readers: Readonly<Record<string, (value: unknown) => SecretReference[]>> = {
  secretKeyRef: (value) => reference(at(value, "name"), at(value, "key"), value),
  secretRef: (value) => reference(at(value, "name"), undefined, value),
  secretTargetRef: (value) =>
    listAt(value).flatMap((each) => reference(at(each, "name"), at(each, "key"), each)),
  imagePullSecrets: (value) => listAt(value).flatMap((each) => reference(at(each, "name"), undefined, each)),
  // A volume's `secret.secretName`, and `projected.sources[].secret.name` with its items.
  secret: (value) => {
    const name = at(value, "secretName") ?? at(value, "name");
    const items = listAt(value, "items");
    return items.length > 0
      ? items.flatMap((item) => reference(name, at(item, "key"), value))
      : reference(name, undefined, value);
  },
};

/** The ClickHouse operator's own spelling: `<user>/k8s_secret_password: <secret>/<key>`, at times with a namespace. */
function altinityReference(field: string, value: unknown): SecretReference[] {
  if (!/(^|\/)k8s_secret_/.test(field) || typeof value !== "string") return [];
  const [key, name] = value.split("/").reverse();
  return reference(name, key, undefined);
}

function reference(name: unknown, key: unknown, holder: unknown): SecretReference[] {
  if (typeof name !== "string" || at(holder, "optional") === true) return [];
  return [{ name, key: typeof key === "string" ? key : undefined }];
}
