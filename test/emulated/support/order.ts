import type { SynthesizedStack } from "./workspace";

type Work = (stack: SynthesizedStack) => Promise<void>;

/** What is done to each stack. */
export interface Stages {
  /** Waits for no other stack; one stack after the other, because it is work for the processor.
   *  @default - nothing */
  readonly before?: Work;
  /** Begins when the work on those is done that the stack waits for. */
  readonly work: Work;
  /** Begins when the work is done; no other stack waits for it.
   *  @default - nothing */
  readonly after?: Work;
}

/** Works on every stack as soon as those are done that it depends on. */
export function inDeployOrder(stacks: readonly SynthesizedStack[], stages: Stages): Promise<void> {
  return inOrder(stacks, stages, (stack) => stack.dependencies);
}

/** Works on every stack as soon as those are done that depend on it. */
export function inDestroyOrder(stacks: readonly SynthesizedStack[], stages: Stages): Promise<void> {
  return inOrder([...stacks].reverse(), stages, ({ name }) =>
    stacks.filter(({ dependencies }) => dependencies.includes(name)).map((dependent) => dependent.name),
  );
}

/** Works on every stack at the same time. */
export function atOnce(stacks: readonly SynthesizedStack[], work: Work): Promise<void> {
  return inOrder(stacks, { work }, () => []);
}

/** @throws the first failure, after everything that was under way has ended */
async function inOrder(
  stacks: readonly SynthesizedStack[],
  { before = nothing, work, after = nothing }: Stages,
  waitsFor: (stack: SynthesizedStack) => readonly string[],
): Promise<void> {
  const worked = new Map<string, Promise<void>>();
  const ends: Promise<void>[] = [];
  let prepared = Promise.resolve();
  for (const stack of stacks) {
    const awaited = waitsFor(stack).map((name) => {
      const earlier = worked.get(name);
      if (!earlier) throw new Error(`'${stack.name}' waits for '${name}', which does not run before it`);
      return earlier;
    });
    prepared = prepared.then(() => before(stack));
    const done = Promise.all([prepared, ...awaited]).then(() => work(stack));
    worked.set(stack.name, done);
    ends.push(done.then(() => after(stack)));
  }
  const outcomes = await Promise.allSettled(ends);
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure) throw failure.reason;
}

async function nothing(): Promise<void> {}
