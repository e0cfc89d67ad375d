import type { TerraformJson } from "../support/terraform-json";
import { standIn } from "./stand-ins";

/** Where a text stands: the stack that holds it, among the stacks whose outputs it may read. */
export interface Place {
  /** For example `prod-langfuse`. */
  readonly stack: string;
  readonly stacks: ReadonlyMap<string, TerraformJson>;
}

/** The text as Terraform would hand it to Helm: references replaced, escapes undone.
 *
 *  Arguments that synth knows keep their real value, also across stacks; what only AWS can know becomes a stand-in.
 *  @throws when a reference is neither known to synth nor listed in stand-ins.ts */
export function expand(text: string, place: Place): string {
  return text.replace(/\$\$\{|%%\{|\$\{([^{}]*)\}|\$\{|%\{/g, (match, reference?: string) => {
    if (match === "$${" || match === "%%{") return match.slice(1);
    if (reference === undefined)
      throw new Error(
        `${place.stack}: '${match}' in ${excerpt(text, match)} is not a reference; pass values`,
      );
    const value = resolve(reference, place);
    if (typeof value === "object")
      throw new Error(`${place.stack}: '${reference}' is not a text; refer to one of its attributes`);
    return String(value);
  });
}

function resolve(reference: string, place: Place): unknown {
  const path = reference
    .trim()
    .replace(/\[(\d+|"[^"]*")\]/g, (_, key: string) => `.${key.replaceAll('"', "")}`);
  if (!/^[\w-]+(\.[\w-]+)+$/.test(path))
    throw new Error(
      `${place.stack}: '${reference}' is an expression; compute it at synth or in the stack's outputs`,
    );
  const [type = "", name = "", ...attribute] = path.split(".");
  if (type === "data" && name === "terraform_remote_state") return remoteOutput(path, place);
  const known = walk(jsonOf(place).resource?.[type]?.[name], attribute);
  if (known !== undefined) return typeof known === "string" ? expand(known, place) : known;
  const value = standIn(path);
  if (value !== undefined) return value;
  throw new Error(`${place.stack}: '${path}' has no stand-in; add its attribute to test/chart/stand-ins.ts`);
}

function remoteOutput(path: string, { stack, stacks }: Place): unknown {
  const [, , state = "", , output = ""] = path.split(".");
  const config = jsonOf({ stack, stacks }).data?.terraform_remote_state?.[state]?.config;
  const key = String(walk(config, ["key"]) ?? "");
  const producer = key.replace("/", "-").replace(/\.tfstate$/, "");
  const value = stacks.get(producer)?.output?.[output]?.value;
  if (value === undefined)
    throw new Error(`${stack}: '${path}' reads no output of stack '${producer}' (${key})`);
  return typeof value === "string" ? expand(value, { stack: producer, stacks }) : value;
}

function jsonOf({ stack, stacks }: Place): TerraformJson {
  const json = stacks.get(stack);
  if (!json) throw new Error(`stack '${stack}' was not synthesized`);
  return json;
}

/** Follows a path; a list of one block may be written without its index, as in Terraform's own addresses. */
function walk(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value) && /^\d+$/.test(key) && !(key in value)) return walk(value, rest);
  return walk(Object(value)[key], rest);
}

function excerpt(text: string, part: string): string {
  const start = Math.max(0, text.indexOf(part) - 30);
  return `'...${text.slice(start, start + 80)}...'`;
}
