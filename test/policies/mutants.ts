import type { Block } from "../support/terraform-json";
import { changed, type Platform, type PlatformResource, resources, without, withResource } from "./platform";
import { type Mutant, replace } from "./rule";

/** Makes mutants of a platform. */
export type Mutation = Mutant[];

/** One mutant for each resource of a type, in which its arguments are changed.
 *  @param where which of them, by default all */
export function each(
  platform: Platform,
  { type, name, where = () => true }: Target,
  change: (block: Block) => void,
): Mutation {
  return resources(platform, type)
    .filter(where)
    .map((resource) => ({
      address: resource.address,
      name: `${resource.address} ${name}`,
      platform: changed(platform, resource, change),
    }));
}

export interface Target {
  readonly type: string;
  /** What is done to them, for example `with an open port`. */
  readonly name: string;
  /** @default - every resource of the type */
  readonly where?: (resource: PlatformResource) => boolean;
}

/** One mutant for each resource of a type, in which it is missing. */
export function eachMissing(
  platform: Platform,
  type: string,
  where = (_: PlatformResource) => true,
): Mutation {
  return resources(platform, type)
    .filter(where)
    .map((resource) => ({
      address: resource.address,
      name: `no ${resource.address}`,
      platform: without(platform, resource),
    }));
}

/** The mutant that has one resource more. */
export function intruder(platform: Platform, type: string, block: Block): Mutation {
  const address = `${type}.intruder`;
  return [
    {
      address,
      name: `one more ${type}`,
      platform: withResource(platform, { type, name: "intruder", block }),
    },
  ];
}

/** One mutant for each value, set at a path of one resource. */
export function withValues(
  platform: Platform,
  resource: PlatformResource,
  { path, values }: { readonly path: string; readonly values: readonly unknown[] },
): Mutation {
  return values.map((value) => ({
    address: resource.address,
    name:
      value === undefined
        ? `${resource.address} without ${path}`
        : `${resource.address} with ${path} = ${JSON.stringify(value)}`,
    platform: changed(platform, resource, (block) => replace(block, path, value)),
    found: `${path} is `,
  }));
}

/** Changes every statement of the policies in one argument; other arguments stay as they are. */
export function rewriteStatements(argument: string, change: (statement: Block) => Block) {
  return (block: Block): void => {
    const document = block[argument];
    const isText = typeof document === "string";
    if (isText && !document.startsWith("{")) return;
    const policy = isText ? JSON.parse(document) : document;
    const rewritten = { ...policy, Statement: policy.Statement.map(change) };
    block[argument] = isText ? JSON.stringify(rewritten) : rewritten;
  };
}
