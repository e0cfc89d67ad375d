import { setTimeout as sleep } from "node:timers/promises";

/** Waits until something is so.
 *  @throws Error that quotes the condition, when it is not so after 20 seconds */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`never was so: ${isSo}`);
    await sleep(10);
  }
}
