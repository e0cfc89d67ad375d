import { storedStates } from "../states";
import type { Aws } from "./aws";
import type { IsKnown } from "./find";
import type { Json } from "./json";

/** Terraform's state, version 4, as far as it is read here. */
export interface State {
  readonly serial: number;
  readonly resources: readonly {
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly status?: "tainted";
      readonly attributes: Readonly<Record<string, Json>>;
    }[];
  }[];
}

type Instance = State["resources"][number]["instances"][number];

/** The next version of a state, in which entries of some addresses are changed. */
export function withChanged<Whole extends State>(
  state: Whole,
  addresses: readonly string[],
  change: (instance: Instance) => Instance,
): Whole {
  const resources = state.resources.map((resource) =>
    addresses.includes(`${resource.type}.${resource.name}`)
      ? { ...resource, instances: resource.instances.map(change) }
      : resource,
  );
  return { ...state, serial: state.serial + 1, resources };
}

/** Something that Terraform made in part, and means to make anew. */
export interface Tainted {
  readonly address: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, Json>>;
}

/** What the states of an environment say. */
export interface States {
  readonly isKnown: IsKnown;
  readonly tainted: (stack: string) => readonly Tainted[];
}

/** Reads every state of an environment, because what one stack has made another one must not take.
 *  @param bucket that holds them
 *  @throws when there is none: nothing was bootstrapped */
export async function readStates({ s3 }: Aws, bucket: string): Promise<States> {
  const stored = await storedStates(s3, bucket);
  const states = stored.map(({ key, text }): readonly [string, State] => [
    // `dev/network.tfstate` is the state of `dev-network`.
    key.replace("/", "-").replace(".tfstate", ""),
    JSON.parse(text),
  ]);
  const known = new Set(states.flatMap(([, state]) => idsIn(state)));
  return {
    isKnown: (type, id) => known.has(`${type} ${id}`),
    tainted: (stack) => states.flatMap(([name, state]) => (name === stack ? taintedIn(state) : [])),
  };
}

function idsIn({ resources }: State): string[] {
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ type, instances }) => instances.map(({ attributes }) => `${type} ${attributes.id}`));
}

function taintedIn({ resources }: State): Tainted[] {
  return resources.flatMap(({ type, name, instances }) =>
    instances
      .filter(({ status }) => status === "tainted")
      .map(({ attributes }) => ({ address: `${type}.${name}`, type, attributes })),
  );
}
