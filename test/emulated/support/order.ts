import type { SynthesizedStack } from "./workspace";

type Work = (stack: SynthesizedStack) => Promise<void>;

/** Works on every stack as soon as those are done that it depends on. */
export function inDeployOrder(stacks: readonly SynthesizedStack[], work: Work): Promise<void> {
  return inOrder(stacks, work, (stack) => stack.dependencies);
}

/** Works on every stack as soon as those are done that depend on it. */
export function inDestroyOrder(stacks: readonly SynthesizedStack[], work: Work): Promise<void> {
  return inOrder([...stacks].reverse(), work, ({ name }) =>
    stacks.filter(({ dependencies }) => dependencies.includes(name)).map((dependent) => dependent.name),
  );
}

/** @throws the first failure, after everything that was under way has ended */
async function inOrder(
  stacks: readonly SynthesizedStack[],
  work: Work,
  before: (stack: SynthesizedStack) => readonly string[],
): Promise<void> {
  const started = new Map<string, Promise<void>>();
  for (const stack of stacks) {
    const awaited = before(stack).map((name) => {
      const earlier = started.get(name);
      if (!earlier) throw new Error(`'${stack.name}' waits for '${name}', which does not run before it`);
      return earlier;
    });
    started.set(
      stack.name,
      Promise.all(awaited).then(() => work(stack)),
    );
  }
  const outcomes = await Promise.allSettled(started.values());
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure) throw failure.reason;
}
