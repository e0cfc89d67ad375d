import { isTransient, retry } from "@langfuse-aws/instrumentation";
import { startTestLangfuse } from "@langfuse-aws/testkit";

function failing(times: number, error: unknown): () => Promise<string> {
  let calls = 0;
  return async () => {
    if (++calls <= times) throw error;
    return `after ${calls}`;
  };
}

const busy = (retryAfterMs?: number) => Object.assign(new Error("busy"), { status: 503, retryAfterMs });
const fast = { baseMs: 1, capMs: 2 };

it("does it again while the failure is one that passes", async () => {
  const pauses: number[] = [];
  const onRetry = (_: unknown, pauseMs: number) => pauses.push(pauseMs);
  expect(await retry(failing(3, busy()), { ...fast, onRetry })).toBe("after 4");
  expect(pauses).toHaveLength(3);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(2);
});

it("gives up after its attempts, its time, or an error that stays", async () => {
  await expect(retry(failing(4, busy()), fast)).rejects.toThrow("busy");
  await expect(retry(failing(1, busy(500)), { ...fast, maxElapsedMs: 100 })).rejects.toThrow("busy");
  const wrong = Object.assign(new Error("wrong"), { status: 400 });
  await expect(retry(failing(1, wrong), fast)).rejects.toBe(wrong);
});

it("waits as long as it is asked to, and no longer than its caller", async () => {
  const start = performance.now();
  await retry(failing(1, busy(60)), fast);
  expect(performance.now() - start).toBeGreaterThanOrEqual(59);
  const late = failing(1, busy(10_000));
  await expect(retry(late, { signal: AbortSignal.timeout(30) })).rejects.toThrow("busy");
  expect(performance.now() - start).toBeLessThan(2_000);
});

it("knows which failures pass", async () => {
  const langfuse = await startTestLangfuse();
  await langfuse.stop();
  const refused = await fetch(langfuse.url).catch((error: unknown) => error);
  expect(isTransient(refused)).toBe(true);
  expect([408, 429, 500, 503].every((status) => isTransient(Object.assign(new Error(), { status })))).toBe(
    true,
  );
  expect([400, 401, 404, 501].some((status) => isTransient(Object.assign(new Error(), { status })))).toBe(
    false,
  );
  expect(isTransient(new TypeError("x is not a function"))).toBe(false);
});
