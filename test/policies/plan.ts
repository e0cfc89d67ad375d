import type { Environment } from "../../environments/schema";
import type { SynthesizedStack } from "../support/platform";
import type { Block } from "../support/terraform-json";
import { isRecord } from "./rule";

/** `terraform show -json` of a plan, as far as rules read it. */
export interface PlanJson {
  readonly planned_values: { readonly root_module: { readonly resources?: readonly PlannedResource[] } };
  readonly configuration: {
    readonly root_module: {
      readonly resources?: readonly ConfiguredResource[];
      readonly outputs?: Readonly<Record<string, { readonly expression: unknown }>>;
    };
  };
}

interface PlannedResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Whatever is known before the plan is applied. */
  readonly values?: Block;
}

interface ConfiguredResource {
  readonly address: string;
  readonly expressions?: Block;
}

/** A plan in the form of a synthesized stack, so that one rule reads both. What was configured stands there with its
 *  references; a value that does not depend on another resource is the planned one, which may differ, for example
 *  where changes are ignored.
 *  @throws when it is no plan of a configuration in JSON */
export function stackOfPlan(name: string, environment: Environment, plan: PlanJson): SynthesizedStack {
  if (!isRecord(plan.planned_values) || !isRecord(plan.configuration))
    throw new Error(`'${name}' is no plan; give the output of 'terraform show -json <plan>'`);
  const { resources = [], outputs = {} } = plan.configuration.root_module;
  const configured = new Map(resources.map(({ address, expressions = {} }) => [address, expressions]));
  const resource: Record<string, Record<string, Block>> = {};
  for (const { address, mode, type, name: own, values = {} } of plan.planned_values.root_module.resources ??
    [])
    if (mode === "managed")
      resource[type] = { ...resource[type], [own]: merged(configured.get(address) ?? {}, values) };
  const output = Object.entries(outputs).map(([key, { expression }]) => [
    key,
    { value: constant(expression) },
  ]);
  return {
    name,
    environment,
    json: {
      "//": { metadata: { stackName: name } },
      terraform: {},
      resource,
      output: Object.fromEntries(output),
    },
  };
}

function merged(expressions: Block, values: Block): Block {
  return Object.fromEntries(
    Object.entries(expressions).map(([key, expression]) => {
      const planned = values[key];
      const isPlain = ["string", "number", "boolean"].includes(typeof planned);
      return [key, isPlain && !refers(expression) ? planned : constant(expression)];
    }),
  );
}

/** What was written, in nested blocks, too: Terraform keeps templates of JSON configurations as they are. */
function constant(expression: unknown): unknown {
  if (Array.isArray(expression)) return expression.map(constant);
  if (!isRecord(expression)) return expression;
  if ("constant_value" in expression) return expression.constant_value;
  return Object.fromEntries(Object.entries(expression).map(([key, inner]) => [key, constant(inner)]));
}

function refers(expression: unknown): boolean {
  return isRecord(expression) && Array.isArray(expression.references) && expression.references.length > 0;
}
