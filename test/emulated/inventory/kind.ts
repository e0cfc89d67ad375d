import type { Aws } from "../support/aws";

/** One kind of thing that costs money or holds data, and how to list it over the AWS API. */
export interface Kind {
  readonly type: string;
  readonly list: (aws: Aws) => Promise<readonly string[]>;
  /** Terraform types that the API keeps inside this one: they go when it goes.
   * @default - none */
  readonly parts?: readonly string[];
}

/** One attribute of each thing in a reply. */
export function each<T>(things: readonly T[] | undefined, attribute: keyof T): string[] {
  return (things ?? []).map((thing) => String(thing[attribute]));
}
