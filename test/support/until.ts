import { setTimeout as pause } from "node:timers/promises";

/** Waits until something is so.
 *  @throws when it is not so in time, by default within a minute; names it */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 60_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not within ${withinMs / 1000} seconds: ${what}`);
    await pause(50);
  }
}
