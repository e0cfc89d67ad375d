import { storedStates } from "../states";
import type { Aws } from "./aws";
import type { IsKnown } from "./find";

/** Terraform's state, version 4, as far as it is read here. */
interface State {
  readonly resources: readonly {
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly status?: "tainted";
      readonly attributes: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

/** What the states of an environment say. */
export interface States {
  readonly isKnown: IsKnown;
  /** Addresses of a stack that Terraform made in part, and means to make anew. */
  readonly tainted: (stack: string) => readonly string[];
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

function taintedIn({ resources }: State): string[] {
  return resources
    .filter(({ instances }) => instances.some(({ status }) => status === "tainted"))
    .map(({ type, name }) => `${type}.${name}`);
}
