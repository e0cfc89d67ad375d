import { heldOut } from "../corpus/held-out";
import { negatives } from "../corpus/negatives";
import { KINDS, type Kind, leaks, type Positive, positives } from "../corpus/positives";
import type { Engine } from "./engines";

/** Seeds of the corpora; whoever changes the rules looks at failures under other ones. */
const SEED = 20_261_122;
const POSITIVES = 3000;
const NEGATIVES = 9000;

export interface Quality {
  readonly recall: ReadonlyMap<Kind | "held out", number>;
  readonly altered: number;
  readonly idempotent: number;
  readonly validJson: number;
}

const planted = new Map(KINDS.map((kind, index) => [kind, positives(kind, POSITIVES, SEED + index)]));
const strange = heldOut(POSITIVES, SEED);
const clean = negatives(NEGATIVES, SEED);

/** What an engine finds, what it spoils, and whether it does the same twice; in shares of one. */
export async function qualityOf({ mask }: Engine): Promise<Quality> {
  const recall = new Map<Kind | "held out", number>();
  const every: { before: string; after: string }[] = [];
  for (const [kind, corpus] of [...planted, ["held out", strange] as const]) {
    const masked = await Promise.all(corpus.map(async ({ text }) => await mask(text)));
    every.push(...corpus.map(({ text }, index) => ({ before: text, after: masked[index] ?? "" })));
    recall.set(
      kind,
      share(corpus, (positive, index) => !leaks(masked[index] ?? "", positive.value)),
    );
  }
  const untouched = await Promise.all(clean.map(async ({ text }) => await mask(text)));
  every.push(...clean.map(({ text }, index) => ({ before: text, after: untouched[index] ?? "" })));
  const again = await Promise.all(every.map(async ({ after }) => (await mask(after)) === after));
  const json = every.filter(({ before }) => isJson(before));
  return {
    recall,
    altered: share(clean, ({ text }, index) => untouched[index] !== text),
    idempotent: share(again, (isSame) => isSame),
    validJson: share(json, ({ after }) => isJson(after)),
  };
}

function share<Item>(items: readonly Item[], holds: (item: Item, index: number) => boolean): number {
  return items.filter(holds).length / items.length;
}

/** A number alone is a text like any other. */
function isJson(text: string): boolean {
  if (!/^\s*[[{"]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Texts as an engine gets them one by one. */
export const short: readonly Positive[] = [...planted.values()].flatMap((corpus) => corpus.slice(0, 200));
