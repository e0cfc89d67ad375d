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

/** What a promise becomes, or something else if that takes longer than it may. */
export async function inTime<Result>(
  promise: Promise<Result>,
  timeoutMs: number,
  otherwise: Result,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), timeoutMs);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
