import { ownTags } from "../../../constructs/own-tags";
import type { Aws } from "../aws";
import type { ClusterApi } from "../cluster/api";

/** Where objects are looked for, and whose. */
export interface Account {
  readonly aws: Aws;
  /** Of the environment's cluster, whatever the region. */
  readonly cluster: ClusterApi;
  readonly accountId: string;
  readonly region: string;
  /** Name of the environment. */
  readonly environment: string;
  /** First part of its names, for example `langfuse-dev`. */
  readonly prefix: string;
}

/** An object in the account that may be what a plan wants to make. */
export interface Thing {
  /** What `terraform import` calls it. */
  readonly importId: string;
  /** What other resources refer to, by the path behind the address: `id`, `arn`, `identity[0].oidc[0].issuer`. Its `id` is
   *  the one in the state. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  /** Whether it carries the environment's tags; where AWS keeps none, whether it belongs to something that is ours. */
  readonly ours: boolean;
  /** Why it cannot be taken in as it is, with the next action.
   *  @default - it can */
  readonly obstacle?: string;
  /** What has to be done with it before it is taken in, and before anything else can be done with it.
   *  @default - nothing */
  readonly first?: { readonly says: string; readonly carryOut: () => Promise<void> };
}

/** An object without a name of its own, and the values by which a plan tells it from others. */
export interface MarkedThing<Mark extends string = string> extends Thing {
  readonly marks: Readonly<Record<Mark, string | undefined>>;
  /** Whether its tags are still to come, so that nothing but its marks says whose it is.
   *  @default - it has them */
  readonly isUntagged?: boolean;
}

/** A Terraform type, and how to find objects of it. */
export interface Kind {
  readonly type: string;
  /** Paths of the planned values that tell which object is meant. */
  readonly needs: readonly string[];
  /** Objects that the values mean; `needs` are all there. */
  readonly find: (
    account: Account,
    values: Readonly<Record<string, string>>,
  ) => Promise<readonly Thing[]> | readonly Thing[];
  /** For types of which AWS makes a second one without a word. */
  readonly unnamed?: {
    /** Everything of the environment, by its tags. */
    readonly list: (account: Account) => Promise<readonly MarkedThing[]>;
    /** The command that deletes one. */
    readonly remove: (id: string) => string;
  };
}

/** A type whose objects have a name, or a place in something that has. AWS refuses a second one. */
export function named<const Need extends string>(
  type: string,
  needs: readonly Need[],
  find: (account: Account, values: Readonly<Record<Need, string>>) => Promise<readonly Thing[]>,
): Kind {
  return { type, needs, find };
}

/** A type whose objects have an id that AWS draws, and are told from one another by their marks. */
export function unnamed<const Mark extends string>(
  type: string,
  marks: readonly Mark[],
  list: (account: Account) => Promise<readonly MarkedThing<Mark>[]>,
  remove: (id: string) => string,
): Kind {
  return {
    type,
    needs: marks,
    find: async (account, values) =>
      (await list(account)).filter((thing) => marks.every((mark) => thing.marks[mark] === values[mark])),
    unnamed: { list, remove },
  };
}

/** Tags as every service but a few lists them. */
interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** @returns tags by their keys */
export function byKey(tags: readonly Tag[] = []): Record<string, string | undefined> {
  return Object.fromEntries(tags.map(({ Key = "", Value }) => [Key, Value]));
}

/** Whether these are the tags that Terraform gives to everything of the environment. */
export function areOurs(
  { environment }: Pick<Account, "environment">,
  tags: Readonly<Record<string, string | undefined>> = {},
): boolean {
  return Object.entries(ownTags(environment)).every(([key, value]) => tags[key] === value);
}

/** For EC2: nothing but the environment's. */
export function ownFilters({ environment }: Pick<Account, "environment">) {
  return Object.entries(ownTags(environment)).map(([key, value]) => ({
    Name: `tag:${key}`,
    Values: [value],
  }));
}

/** What a service answers, or nothing where it says that there is no such thing.
 *  @throws whatever else it says */
export async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    // Every service has a name of its own for it; CloudFormation has none and says so.
    if (
      error instanceof Error &&
      /not.?found|no.?such|does not exist/i.test(`${error.name} ${error.message}`)
    )
      return undefined;
    throw error;
  }
}

/** Everything on the pages of a service. */
export async function onPages<Page, T>(
  pages: AsyncIterable<Page>,
  of: (page: Page) => readonly T[] | undefined,
) {
  const all: T[] = [];
  for await (const page of pages) all.push(...(of(page) ?? []));
  return all;
}

/** What to do about something that AWS is still making. */
export function unfinished(state: string | undefined, finished: readonly string[]): { obstacle?: string } {
  if (state === undefined || finished.includes(state.toLowerCase())) return {};
  return {
    obstacle: `is ${state}; wait until it is ${finished[0]}, or delete it if it has failed, and come back`,
  };
}

/** Something that a filter on the environment's tags has found. */
export function own<Mark extends string>(id = "", marks: Record<Mark, string | undefined>) {
  return { importId: id, attributes: { id }, ours: true, marks };
}
