import { randomInt } from "node:crypto";

/** A number from 0 to below 1. */
export type Chance = () => number;

/** Chances that are the same for the same seed (mulberry32, public domain). */
export function chances(seed: number): Chance {
  const state = { value: seed };
  return () => {
    state.value = (state.value + 0x6d2b79f5) | 0;
    const once = Math.imul(state.value ^ (state.value >>> 15), 1 | state.value);
    const twice = once ^ (once + Math.imul(once ^ (once >>> 7), 61 | once));
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The usual one, so that two runs of the same revision do the same. */
const USUAL = 2;

/** The seed in the words of a command line: `--seed=7`, or `--seed=random` for one that nobody has chosen.
 *  @throws when it is neither */
export function seedIn(options: readonly string[]): number {
  const wish = options.find((option) => option.startsWith("--seed="))?.slice("--seed=".length);
  if (wish === undefined) return USUAL;
  if (wish === "random") return randomInt(1_000_000_000);
  if (/^\d{1,9}$/.test(wish)) return Number(wish);
  throw new Error(`'${wish}' is no seed; --seed takes a number of at most nine digits, or random`);
}
