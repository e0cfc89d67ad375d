import { isBlock, type Json, scalarAt } from "./json";

/** `terraform show -json` of a plan, as far as it is read here. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
}

interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly after: Json;
    /** Mirrors `after`, with `true` wherever the value is known after the deployment only. */
    readonly after_unknown?: Json;
  };
}

/** A synthesized stack, as far as it is read here: what was written for each resource. */
export interface Configuration {
  readonly provider?: {
    readonly aws?: readonly { readonly alias?: string; readonly region: string }[];
  };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** A resource that a plan wants to make, because the state does not know it. */
export interface Wanted {
  /** For example `aws_vpc.vpc_network`. */
  readonly address: string;
  readonly type: string;
  /** Where it is made. */
  readonly region?: string;
  /** What is known of it before it is made. */
  readonly planned: Json;
  /** What will be known of it afterwards: `true` for each. */
  readonly unknown?: Json;
  /** What was written for it, with its references. */
  readonly written: Json;
}

/** What a plan wants to make; not what it wants to make anew, which the state knows. */
export function wantedOf({ resource_changes = [] }: PlanJson, configuration: Configuration): Wanted[] {
  return resource_changes
    .filter(({ mode, change }) => mode === "managed" && change.actions.join() === "create")
    .map(({ address, type, name, change }) => {
      const written = configuration.resource?.[type]?.[name] ?? {};
      return {
        address,
        type,
        region: regionOf(written, configuration),
        planned: change.after,
        unknown: change.after_unknown,
        written,
      };
    });
}

/** What a stack has of a type and its plan does not want to make, because the state knows it. */
export function knownOf(
  type: string,
  { resource }: Configuration,
  wanted: readonly Pick<Wanted, "address">[],
): Wanted[] {
  return Object.entries(resource?.[type] ?? {})
    .map(([name, written]) => ({ address: `${type}.${name}`, type, planned: written, written }))
    .filter(({ address }) => !wanted.some((one) => one.address === address));
}

/** Name of the provider beside the first one that a resource is made with; for example `copies`. */
export function aliasOf(written: Json): string | undefined {
  return scalarAt(written, "provider")?.split(".")[1];
}

function regionOf(written: Json, { provider }: Configuration): string | undefined {
  return provider?.aws?.find(({ alias }) => alias === aliasOf(written))?.region;
}

/** Where a stack makes things. */
export function regionsOf({ provider }: Configuration): string[] {
  return provider?.aws?.map(({ region }) => region) ?? [];
}

/** A planned value as text: known to the plan, or referring to something that was found in the meantime.
 *  @param path for example `tags.Name`
 *  @param attributeOf an attribute of the resource at an address
 *  @returns nothing for what is not known before the deployment */
export function valueAt(
  { planned, written }: Wanted,
  path: string,
  attributeOf: (address: string, attribute: string) => string | undefined,
): string | undefined {
  const known = scalarAt(planned, path);
  if (known !== undefined) return known;
  const [, address = "", attribute = ""] =
    /^\$\{(\w+\.\w+)\.([^}]+)\}$/.exec(scalarAt(written, path) ?? "") ?? [];
  return attributeOf(address, attribute);
}

/** Addresses that a resource refers to, or waits for. */
export function referencesOf(written: Json): string[] {
  if (typeof written === "string")
    return [...written.matchAll(/(?<![\w.])(?:aws|helm)_\w+\.\w+/g)].map(([address]) => address);
  if (Array.isArray(written)) return written.flatMap(referencesOf);
  return isBlock(written) ? Object.values(written).flatMap(referencesOf) : [];
}
