import type { SynthesizedStack } from "./workspace";

type Work = (stack: SynthesizedStack) => Promise<void>;

/** What is done to each stack, in this order. */
export interface Stages {
  /** Begins when the stacks that this one waits for have begun, and fills the time in which they make it wait.
   *  @default - nothing */
  readonly prepare?: Work;
  /** Begins when the work on those is done that the stack waits for.
   *  @default - nothing */
  readonly begin?: Work;
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
  { prepare = nothing, begin = nothing, work, after = nothing }: Stages,
  waitsFor: (stack: SynthesizedStack) => readonly string[],
): Promise<void> {
  const started = new Map<string, { readonly begun: Promise<void>; readonly worked: Promise<void> }>();
  const ends: Promise<void>[] = [];
  for (const stack of stacks) {
    const awaited = waitsFor(stack).map((name) => {
      const earlier = started.get(name);
      if (!earlier) throw new Error(`'${stack.name}' waits for '${name}', which does not run before it`);
      return earlier;
    });
    const prepared = Promise.all(awaited.map((earlier) => earlier.begun)).then(() => prepare(stack));
    const ready = Promise.all([prepared, ...awaited.map((earlier) => earlier.worked)]);
    const begun = ready.then(() => begin(stack));
    const worked = begun.then(() => work(stack));
    started.set(stack.name, { begun, worked });
    ends.push(worked.then(() => after(stack)));
  }
  const outcomes = await Promise.allSettled(ends);
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure) throw failure.reason;
}

async function nothing(): Promise<void> {}
