import type { Block, TerraformJson } from "../support/terraform-json";

/** An argument that guards against deletion, and its value once somebody means to delete. */
export interface Guard {
  readonly type: string;
  readonly argument: string;
  readonly lifted: unknown;
  readonly reason: string;
}

/** Every guard of a protected environment besides `lifecycle.prevent_destroy`. */
export const GUARDS: readonly Guard[] = [];

/** The configuration without its guards, as somebody edits it who means to delete an environment, and the names of the
 *  guards that stood there. */
export function liftProtection(
  json: TerraformJson,
  guards: readonly Guard[] = GUARDS,
): { readonly json: TerraformJson; readonly lifted: readonly string[] } {
  const lifted = new Set<string>();
  const unguarded = (type: string, block: Block): Block => {
    const { lifecycle = {}, ...rest } = block as { lifecycle?: Block }; // Terraform's own meta-argument
    if (lifecycle.prevent_destroy === true) lifted.add("lifecycle.prevent_destroy");
    const standing = guards.filter(
      (guard) => guard.type === type && (block[guard.argument] ?? guard.lifted) !== guard.lifted,
    );
    for (const { argument } of standing) lifted.add(`${type}.${argument}`);
    return {
      ...rest,
      lifecycle: { ...lifecycle, prevent_destroy: false },
      ...Object.fromEntries(standing.map((guard) => [guard.argument, guard.lifted])),
    };
  };
  const resource = Object.fromEntries(
    Object.entries(json.resource ?? {}).map(([type, blocks]) => [
      type,
      Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, unguarded(type, block)])),
    ]),
  );
  return { json: { ...json, resource }, lifted: [...lifted] };
}
