import type { Environment } from "../../environments/schema";
import { bootstrapTemplate } from "../../stacks/bootstrap/template";
import { manifestsOf } from "../support/manifests";
import type { SynthesizedStack } from "../support/platform";
import { type Block, type Resource, resourcesOf, type TerraformJson } from "../support/terraform-json";

/** One resource of one stack: of Terraform, of the bootstrap's CloudFormation (`AWS::S3::Bucket`), an object of our own
 *  in the cluster (`Namespace`), or what a stack says of Terraform itself (`terraform`). */
export interface PlatformResource extends Resource {
  /** Without the environment, for example `network`. */
  readonly stack: string;
  /** Whether a plan says so, which knows neither the lifecycle nor dependencies. */
  readonly isPlanned?: boolean;
}

/** One environment, as far as rules read it. References to other stacks are resolved: each names the resource itself. */
export interface Platform {
  readonly environment: Environment;
  readonly resources: ReadonlyMap<string, readonly PlatformResource[]>;
  /** What stacks hand to each other, by the name under which it is read. */
  readonly outputs: Outputs;
}

/** The platform as `npm run synth` writes it, and the bootstrap that comes before it. */
export function synthesizedPlatform(environment: Environment, stacks: readonly SynthesizedStack[]): Platform {
  const outputs = outputsOf(stacks);
  return {
    environment,
    outputs,
    resources: byType([
      ...terraformResources(stacks, outputs),
      ...stacks.flatMap(({ name, json }) => [
        ofTerraform(shortName(name, environment), json.terraform),
        ...manifestsOf({ resource: resolved(json.resource ?? {}, outputs) }).map((manifest) =>
          ofCluster(shortName(name, environment), manifest),
        ),
      ]),
      ...Object.entries(bootstrapTemplate(environment).Resources).map(([name, { Type, ...rest }]) => ({
        ...address(Type, name),
        arguments: { ...rest.Properties, DeletionPolicy: rest.DeletionPolicy },
        stack: "bootstrap",
      })),
    ]),
  };
}

/** The platform in which some stacks are as their plans say, and the others as synthesized. */
export function plannedPlatform(platform: Platform, planned: readonly SynthesizedStack[]): Platform {
  const names = planned.map(({ name }) => shortName(name, platform.environment));
  const replaced = ({ type, stack }: PlatformResource) => type.startsWith("aws_") && names.includes(stack);
  const outputs = new Map([...platform.outputs, ...outputsOf(planned)]);
  const resourcesOfPlans = terraformResources(planned, outputs).map((resource) => ({
    ...resource,
    isPlanned: true,
  }));
  return {
    ...platform,
    outputs,
    resources: byType([
      ...allResources(platform).filter((resource) => !replaced(resource)),
      ...resourcesOfPlans.filter(({ type }) => type.startsWith("aws_")),
    ]),
  };
}

/** Every resource of one type. */
export function resources(platform: Platform, type: string): readonly PlatformResource[] {
  return platform.resources.get(type) ?? [];
}

/** Every resource of every type. */
export function allResources(platform: Platform): PlatformResource[] {
  return [...platform.resources.values()].flat();
}

/** The platform with one resource changed in a copy of its own; everything else is shared. */
export function changed(
  platform: Platform,
  resource: PlatformResource,
  change: (block: Block) => void,
): Platform {
  const copy = { ...resource, arguments: structuredClone(resource.arguments) };
  change(copy.arguments);
  return exchanged(platform, resource.type, (one) => (one === resource ? [copy] : [one]));
}

/** The platform without one resource. */
export function without(platform: Platform, resource: PlatformResource): Platform {
  return exchanged(platform, resource.type, (one) => (one === resource ? [] : [one]));
}

/** The platform with one resource more. */
export function withResource(
  platform: Platform,
  { type, name, block }: { readonly type: string; readonly name: string; readonly block: Block },
): Platform {
  const added = { ...address(type, name), arguments: block, stack: "network" };
  return {
    ...platform,
    resources: new Map(platform.resources).set(type, [...resources(platform, type), added]),
  };
}

function exchanged(
  platform: Platform,
  type: string,
  exchange: (resource: PlatformResource) => readonly PlatformResource[],
): Platform {
  const exchangedOnes = resources(platform, type).flatMap(exchange);
  return { ...platform, resources: new Map(platform.resources).set(type, exchangedOnes) };
}

function terraformResources(stacks: readonly SynthesizedStack[], outputs: Outputs): PlatformResource[] {
  return stacks.flatMap(({ name, environment, json }) =>
    resourcesOf({ resource: resolved(json.resource ?? {}, outputs) }).map((resource) => ({
      ...resource,
      stack: shortName(name, environment),
    })),
  );
}

type Outputs = ReadonlyMap<string, string>;

/** What each stack hands to others, by the name under which they read it. */
function outputsOf(stacks: readonly SynthesizedStack[]): Outputs {
  return new Map(
    stacks.flatMap(({ name, json }) =>
      Object.entries(json.output ?? {}).map(([output, { value }]) => [
        `data.terraform_remote_state.${name.replace("-", "_")}.outputs.${output}`,
        String(value).replace(/^\$\{(.*)\}$/, "$1"),
      ]),
    ),
  );
}

/** The same value, in which each reference to another stack has become one to the resource itself. */
function resolved<Value>(value: Value, outputs: Outputs): Value {
  const text = JSON.stringify(value).replace(
    /data\.terraform_remote_state\.\w+\.outputs\.\w+/g,
    (name) => outputs.get(name) ?? name,
  );
  return JSON.parse(text);
}

function ofTerraform(stack: string, settings: TerraformJson["terraform"]): PlatformResource {
  return { ...address("terraform", stack), arguments: settings, stack };
}

function ofCluster(stack: string, manifest: ReturnType<typeof manifestsOf>[number]): PlatformResource {
  const { kind, metadata } = manifest;
  const name = metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;
  return { ...address(kind, name), arguments: { ...manifest }, stack };
}

function address(type: string, name: string): Pick<PlatformResource, "address" | "type" | "name"> {
  return { address: `${type}.${name}`, type, name };
}

function shortName(stack: string, { name }: Environment): string {
  return stack.slice(name.length + 1);
}

function byType(all: readonly PlatformResource[]): Map<string, PlatformResource[]> {
  const map = new Map<string, PlatformResource[]>();
  for (const resource of all) map.set(resource.type, [...(map.get(resource.type) ?? []), resource]);
  return map;
}
