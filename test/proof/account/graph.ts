import type { Environment } from "../../../environments/schema";
import type { SynthesizedStack } from "../../support/platform";
import { type Block, resourcesOf, type TerraformJson } from "../../support/terraform-json";
import { attributeOf } from "./attributes";

/** A resource as it will be: every reference in its arguments has a value. */
export interface GraphResource {
  /** Within its stack, for example `aws_kms_key.data_key_key`. */
  readonly address: string;
  /** For example `prod-data`. */
  readonly stack: string;
  readonly type: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

const REMOTE = /^data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)$/;
const LOCAL = /^local\.(\w+)$/;
const ATTRIBUTE = /^(aws_\w+)\.(\w+)\.(.+)$/;
const REPLACE = /^replace\((.+), "([^"]*)", "([^"]*)"\)$/;

/** Every stack of one environment as one graph, in which references, also those to other stacks, lead to values of the
 *  form that AWS would give. */
export class Graph {
  private readonly files: ReadonlyMap<string, TerraformJson>;

  constructor(
    readonly environment: Environment,
    readonly stacks: readonly Pick<SynthesizedStack, "name" | "json">[],
  ) {
    this.files = new Map(stacks.map(({ name, json }) => [name, json]));
  }

  /** The resources of one type, of all stacks. */
  ofType(type: string): GraphResource[] {
    return this.stacks.flatMap(({ name: stack, json }) =>
      resourcesOf(json)
        .filter((resource) => resource.type === type)
        .map(({ address, arguments: block }) => ({
          address,
          stack,
          type,
          // Not all at once: an argument that nobody reads may refer to what nobody knows.
          arguments: this.lazily(stack, block),
        })),
    );
  }

  /** An attribute of the one resource with this address.
   *  @throws when no stack has it, or more than one */
  attribute(address: string, attribute: string): string {
    const [type = "", name = ""] = address.split(".");
    const [owner, ...others] = this.stacks.filter(({ json }) => json.resource?.[type]?.[name]);
    if (!owner || others.length > 0)
      throw new Error(`${others.length + (owner ? 1 : 0)} stacks have '${address}'; name one that is unique`);
    return String(this.evaluate(owner.name, `${address}.${attribute}`));
  }

  private lazily(stack: string, block: Block): Readonly<Record<string, unknown>> {
    return new Proxy(block, {
      get: (target, key) => (typeof key === "string" ? this.resolve(stack, target[key]) : undefined),
    });
  }

  private resolve(stack: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((element) => this.resolve(stack, element));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, element]) => [key, this.resolve(stack, element)]),
      );
    if (typeof value !== "string") return value;
    const [, whole] = /^\$\{([^{}]*)\}$/.exec(value) ?? [];
    if (whole !== undefined) return this.evaluate(stack, whole);
    return value.replace(/\$\{([^{}]*)\}/g, (_, expression: string) =>
      String(this.evaluate(stack, expression)),
    );
  }

  private evaluate(stack: string, expression: string): unknown {
    const [, subject, search, replacement] = REPLACE.exec(expression) ?? [];
    if (subject !== undefined && search !== undefined && replacement !== undefined)
      return String(this.evaluate(stack, subject)).replaceAll(search, replacement);
    const [, state, output] = REMOTE.exec(expression) ?? [];
    if (state && output) {
      const owner = this.stackOf(stack, state);
      return this.resolve(owner, this.files.get(owner)?.output?.[output]?.value);
    }
    const [, local] = LOCAL.exec(expression) ?? [];
    if (local) return this.resolve(stack, this.files.get(stack)?.locals?.[local]);
    const [, type, name, attribute] = ATTRIBUTE.exec(expression) ?? [];
    const block = type && name ? this.files.get(stack)?.resource?.[type]?.[name] : undefined;
    if (!type || !block || !attribute)
      throw new Error(
        `'${expression}' in stack '${stack}' leads nowhere that test/proof/account/graph.ts knows`,
      );
    return attributeOf(
      {
        address: `${stack}/${type}.${name}`,
        type,
        arguments: this.lazily(stack, block),
        environment: this.environment,
      },
      attribute,
    );
  }

  /** The stack whose state is read: `prod/network.tfstate` is that of `prod-network`. */
  private stackOf(reader: string, state: string): string {
    const { config } = this.files.get(reader)?.data?.terraform_remote_state?.[state] ?? {};
    const { key } = config as { readonly key: string };
    return key.replace(".tfstate", "").replace("/", "-");
  }
}
