import Ajv, { type ValidateFunction } from "ajv";
import { at, type KubernetesObject, listAt } from "../kubernetes";

type Schema = Readonly<Record<string, unknown>>;

/** Checks custom resources against the definitions that their operators' charts install. */
export class CustomSchemas {
  private readonly ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  private readonly schemas: ReadonlyMap<string, Schema>;
  private readonly compiled = new Map<string, ValidateFunction>();

  /** @param objects may hold anything; the definitions among them are used */
  constructor(objects: readonly KubernetesObject[]) {
    const definitions = objects.filter(({ kind }) => kind === "CustomResourceDefinition");
    this.schemas = new Map(definitions.flatMap(schemasOf));
  }

  /** What the API server would refuse or drop, or undefined when nobody defines the kind. */
  problems(object: KubernetesObject): string[] | undefined {
    const key = `${object.apiVersion}/${object.kind}`;
    const schema = this.schemas.get(key);
    if (!schema) return undefined;
    const validate = this.compiled.get(key) ?? this.ajv.compile(closed(schema));
    this.compiled.set(key, validate);
    validate(object);
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [instancePath || "/", message, params.additionalProperty].filter(Boolean).join(" "),
    );
  }
}

function schemasOf(definition: KubernetesObject): [string, Schema][] {
  const group = at(definition, "spec", "group");
  const kind = at(definition, "spec", "names", "kind");
  return listAt(definition, "spec", "versions").map((version) => [
    `${group}/${at(version, "name")}/${kind}`,
    Object(at(version, "schema", "openAPIV3Schema")),
  ]);
}

/** The schema without room for fields it does not name: the API server drops those in silence.
 *
 *  Alternatives (`anyOf` and the like) stay as they are, because they describe only parts of a value. */
function closed(schema: Schema): Schema {
  const { properties, items, additionalProperties, pattern, ...others } = schema;
  const parts = {
    ...(isSchema(properties) && { properties: mapValues(properties, closed) }),
    ...(isSchema(items) && { items: closed(items) }),
    ...(isSchema(additionalProperties) && { additionalProperties: closed(additionalProperties) }),
  };
  const open =
    !isSchema(properties) ||
    additionalProperties !== undefined ||
    schema["x-kubernetes-preserve-unknown-fields"] === true ||
    schema["x-kubernetes-embedded-resource"] === true;
  return {
    ...others,
    ...(additionalProperties !== undefined && { additionalProperties }),
    ...(isReadable(pattern) && { pattern }),
    ...parts,
    ...(!open && { additionalProperties: false }),
  };
}

/** Go has flags within a pattern, JavaScript has not: nothing is said of such a text. */
function isReadable(pattern: unknown): pattern is string {
  return typeof pattern === "string" && !pattern.includes("(?i)");
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(schemas: Schema, change: (schema: Schema) => Schema): Schema {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, isSchema(schema) ? change(schema) : schema]),
  );
}
