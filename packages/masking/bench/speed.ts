import { adversaries } from "../corpus/adversaries";
import { KINDS, positives } from "../corpus/positives";
import { Random } from "../corpus/random";
import { neutral, prose } from "../corpus/sentences";
import type { Engine } from "./engines";

const ROUNDS = 12;

/** Milliseconds of processor time: other programs on the machine do not count. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Megabytes a second on one core, the best of several rounds. */
export async function throughput(
  { mask }: Engine,
  texts: readonly string[],
  rounds = ROUNDS,
): Promise<number> {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = processor();
    for (const text of texts) await mask(text);
    best = Math.min(best, processor() - start);
  }
  return bytes / 1000 / best;
}

const random = new Random(7);
const values = KINDS.flatMap((kind) => positives(kind, 240, 7))
  .filter(({ wrapping }) => wrapping === "plain")
  .map(({ text }) => text);

/** 32 KB of prose with four values. */
export const sparse: readonly string[] = Array.from({ length: 40 }, () =>
  Array.from({ length: 4 }, () => `${prose(random, 8000)}\n${random.pick(values)}\n`).join(""),
);

/** 32 KB of short messages, a value in each. */
export const dense: readonly string[] = Array.from({ length: 20 }, () =>
  Array.from({ length: 320 }, () => `${prose(random, 40)} ${neutral(random, random.pick(values))}`).join(
    "\n",
  ),
);

/** The slowest of the hostile texts, each the best of several rounds. */
export function slowestAdversary({ mask }: Engine): { readonly name: string; readonly milliseconds: number } {
  let slowest = { name: "", milliseconds: 0 };
  for (const [name, text] of adversaries(200_000)) {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 8; round++) {
      const start = processor();
      mask(text);
      best = Math.min(best, processor() - start);
    }
    if (best > slowest.milliseconds) slowest = { name, milliseconds: best };
  }
  return slowest;
}
