import { KINDS } from "./kinds";
import { type Account, type Kind, type MarkedThing, type Thing, unnamed } from "./kinds/kind";
import { RELEASE } from "./kinds/release";
import { type Configuration, knownOf, valueAt, type Wanted } from "./plan";

/** Something that is in the account and in no state, and the address that it belongs to. */
export interface Adoption {
  readonly wanted: Wanted;
  readonly thing: Thing;
}

/** What a look at the account brought. */
export interface Findings {
  readonly adoptions: readonly Adoption[];
  /** What is there and cannot be taken in, each with the next action. */
  readonly refused: readonly string[];
}

/** Whether a state of the environment holds an id. */
export type IsKnown = (type: string, id: string | undefined) => boolean;

/** Where is looked, and what for. */
export interface Look {
  /** The account, seen from one of its regions; the environment's own without an argument. */
  readonly accountIn: (region?: string) => Account;
  readonly wanted: readonly Wanted[];
  readonly isKnown: IsKnown;
  /** @default - how to find each type of ours */
  readonly kinds?: ReadonlyMap<string, Kind>;
}

/** Whether the account holds already what a plan wants to make. */
export async function find({ accountIn, wanted, isKnown, kinds = KINDS }: Look): Promise<Findings> {
  const asked = askedOnce(kinds);
  const adoptions = new Map<string, Adoption>();
  const refused: string[] = [];
  const looked = new Set<string>();
  const attributeOf = (address: string, attribute: string) =>
    adoptions.get(address)?.thing.attributes[attribute];
  // In waves: a subnet can be told when its network has been found.
  for (;;) {
    const wave = wanted.flatMap((one) => {
      const kind = asked.get(one.type);
      const values = kind && !looked.has(one.address) && valuesOf(kind, one, attributeOf);
      return values ? [{ wanted: one, kind, values }] : [];
    });
    if (wave.length === 0) break;
    for (const { address } of wave.map((question) => question.wanted)) looked.add(address);
    const answers = await Promise.all(
      wave.map(async (question) => {
        const things = await thingsOf(question, accountIn(question.wanted.region));
        return decide(question.wanted, things, isKnown);
      }),
    );
    for (const answer of answers)
      if (typeof answer === "string") refused.push(answer);
      else if (answer) adoptions.set(answer.wanted.address, answer);
  }
  return { adoptions: [...adoptions.values()], refused };
}

/** Releases that the state knows and Helm does not go on with, each with what has to be done first. */
export async function stuckReleases({
  accountIn,
  wanted,
  configuration,
}: Pick<Look, "accountIn" | "wanted"> & { readonly configuration: Configuration }): Promise<Findings> {
  const known = knownOf(RELEASE, configuration, wanted);
  const { adoptions, refused } = await find({ accountIn, wanted: known, isKnown: () => false });
  return { adoptions: adoptions.filter(({ thing }) => thing.first), refused };
}

/** The same kinds; each list of a region is asked for once. */
function askedOnce(kinds: ReadonlyMap<string, Kind>): ReadonlyMap<string, Kind> {
  const once = [...kinds.values()].map((kind) => {
    if (!kind.unnamed) return kind;
    const { list, remove } = kind.unnamed;
    const answers = new Map<string, Promise<readonly MarkedThing[]>>();
    const listOnce = (account: Account) => {
      const answer = answers.get(account.region) ?? list(account);
      answers.set(account.region, answer);
      return answer;
    };
    return unnamed(kind.type, kind.needs, listOnce, remove);
  });
  return new Map(once.map((kind) => [kind.type, kind]));
}

/** @returns nothing while a value is not known; then there is nothing that could be told by it */
function valuesOf(
  { needs }: Kind,
  wanted: Wanted,
  attributeOf: (address: string, attribute: string) => string | undefined,
): Record<string, string> | undefined {
  const values = needs.flatMap((path) => {
    const value = valueAt(wanted, path, attributeOf);
    return value === undefined ? [] : [[path, value] as const];
  });
  return values.length === needs.length ? Object.fromEntries(values) : undefined;
}

/** @returns why they cannot be told, where AWS does not answer */
async function thingsOf(
  { kind, values }: { readonly kind: Kind; readonly values: Readonly<Record<string, string>> },
  account: Account,
): Promise<readonly Thing[] | string> {
  try {
    return await kind.find(account, values);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** What to do about the objects that an address may mean.
 *  @returns what to take in, why not, or nothing where nothing is there */
export function decide(
  wanted: Wanted,
  things: readonly Thing[] | string,
  isKnown: IsKnown,
): Adoption | string | undefined {
  const { address, type } = wanted;
  if (typeof things === "string") return `${address} cannot be told: ${things}`;
  const free = things.filter(({ attributes }) => !isKnown(type, attributes.id));
  const [thing, another] = free;
  if (!thing)
    return things.length === 0
      ? undefined
      : `${address} is ${things[0]?.importId}, which another address has; remove one of the two from the configuration`;
  if (another)
    return (
      `${address} is there ${free.length} times: ${free.map(({ importId }) => importId).join(", ")}; ` +
      "delete those that nothing uses, and come back"
    );
  const { importId, ours, obstacle } = thing;
  if (!ours)
    return (
      `${address} is ${importId}, without the tags of this environment: somebody else's; ` +
      "delete it or give it another name, if it may go"
    );
  return obstacle === undefined ? { wanted, thing } : `${address} is ${importId}, which ${obstacle}`;
}

/** What is in a region and in no state, each with the command that deletes it. Only where every stack that makes such
 *  things is whole: before, it may be what one of them wants to make.
 *  @throws when AWS does not say what there is */
export async function orphans(
  account: Account,
  { isKnown, kinds = KINDS }: Pick<Look, "isKnown" | "kinds">,
): Promise<readonly string[]> {
  const all = [...kinds.values()].map(async ({ type, unnamed: { list, remove } = {} }) => {
    const things = (await list?.(account)) ?? [];
    return things
      .filter(({ isUntagged, attributes }) => !isUntagged && !isKnown(type, attributes.id))
      .map(({ importId }) => `${type} ${importId}: ${remove?.(importId)} --region ${account.region}`);
  });
  return (await Promise.all(all)).flat();
}
