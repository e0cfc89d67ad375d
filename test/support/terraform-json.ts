/** Terraform's JSON syntax as far as the tests read it. */
export interface TerraformJson {
  readonly "//": {
    readonly metadata: { readonly stackName: string; readonly overrides?: Record<string, string[]> };
  };
  readonly terraform: Record<string, unknown>;
  readonly provider?: Record<string, unknown>;
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly locals?: Block;
  readonly ephemeral?: Blocks;
  readonly output?: Record<string, Block>;
}

/** Arguments of one block, as synthesized. */
export type Block = Record<string, unknown>;

type Blocks = Record<string, Record<string, Block>>;

/** One resource with its address. */
export interface Resource {
  /** For example `aws_vpc.network`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly arguments: Block;
}

/** Every resource of a file, sorted by address, without cdktf's metadata. */
export function resourcesOf(json: Pick<TerraformJson, "resource">): Resource[] {
  return Object.entries(json.resource ?? {})
    .flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, { "//": _, ...rest }]) => ({
        address: `${type}.${name}`,
        type,
        name,
        arguments: rest,
      })),
    )
    .sort((a, b) => a.address.localeCompare(b.address));
}

/** The resources of one type. */
export function ofType(json: Pick<TerraformJson, "resource">, type: string): Resource[] {
  return resourcesOf(json).filter((resource) => resource.type === type);
}

/** A reference to an attribute, as Terraform writes it, for example `aws_vpc.network.id`. */
export function reference(attribute: string): string {
  return `\${${attribute}}`;
}
