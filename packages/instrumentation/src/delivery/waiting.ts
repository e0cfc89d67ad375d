/** What a promise that never rejects becomes, or something else if that is given up before. */
export async function unlessAborted<Result>(
  promise: Promise<Result>,
  signal: AbortSignal,
  otherwise: Result,
): Promise<Result> {
  if (signal.aborted) return otherwise;
  let stop: () => void = () => {};
  const aborted = new Promise<Result>((resolve) => {
    stop = () => resolve(otherwise);
    signal.addEventListener("abort", stop, { once: true });
  });
  const result = await Promise.race([promise, aborted]);
  signal.removeEventListener("abort", stop);
  return result;
}

/** Whether a promise that never rejects is settled within a time. */
export async function inTime(promise: Promise<void>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const done = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return done;
}
