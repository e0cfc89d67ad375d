import { KINDS } from "./kinds";
import type { Account, Kind, MarkedThing, Thing } from "./kinds/kind";
import { valueAt, type Wanted } from "./plan";

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
  const lists = listsOf(kinds);
  const adoptions = new Map<string, Adoption>();
  const refused: string[] = [];
  const looked = new Set<string>();
  const attributeOf = (address: string, attribute: string) =>
    adoptions.get(address)?.thing.attributes[attribute];
  // In waves: a subnet can be told when its network has been found.
  for (;;) {
    const wave = wanted.flatMap((one) => {
      const kind = kinds.get(one.type);
      const values = kind && !looked.has(one.address) && valuesOf(kind, one, attributeOf);
      return values ? [{ wanted: one, kind, values }] : [];
    });
    if (wave.length === 0) break;
    for (const { address } of wave.map((question) => question.wanted)) looked.add(address);
    const answers = await Promise.all(
      wave.map(async (question) => {
        const account = accountIn(question.wanted.region);
        const things = await thingsOf(question.kind, { account, lists, values: question.values });
        return decide(question.wanted, things, isKnown);
      }),
    );
    for (const answer of answers)
      if (typeof answer === "string") refused.push(answer);
      else if (answer) adoptions.set(answer.wanted.address, answer);
  }
  return { adoptions: [...adoptions.values()], refused };
}

type Lists = (type: string, account: Account) => Promise<readonly MarkedThing[]>;

/** Each list of a region is asked for once. */
function listsOf(kinds: ReadonlyMap<string, Kind>): Lists {
  const answers = new Map<string, Promise<readonly MarkedThing[]>>();
  return (type, account) => {
    const question = `${type} in ${account.region}`;
    const answer = answers.get(question) ?? kinds.get(type)?.unnamed?.list(account) ?? Promise.resolve([]);
    answers.set(question, answer);
    return answer;
  };
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
  { type, needs, find: ask, unnamed }: Kind,
  { account, lists, values }: { account: Account; lists: Lists; values: Record<string, string> },
): Promise<readonly Thing[] | string> {
  try {
    if (!unnamed) return await ask(account, values);
    const all = await lists(type, account);
    return all.filter(({ marks }) => needs.every((mark) => marks[mark] === values[mark]));
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
  const all = [...kinds.values()].map(async ({ type, unnamed }) => {
    const things = (await unnamed?.list(account)) ?? [];
    return things
      .filter(({ isUntagged, attributes }) => !isUntagged && !isKnown(type, attributes.id))
      .map(({ importId }) => `${type} ${importId}: ${unnamed?.remove(importId)} --region ${account.region}`);
  });
  return (await Promise.all(all)).flat();
}
