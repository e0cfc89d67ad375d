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
