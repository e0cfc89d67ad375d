import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CREATION_TIMES, OTHERWISE, STACK_START } from "./creation-minutes";

/** A node of a dependency graph and how long it takes once everything before it is done. */
export interface Step {
  readonly name: string;
  readonly minutes: number;
  readonly after: readonly string[];
}

/** When a step is done, and the chain of steps that it waited for, first to last. */
export interface Finish {
  readonly minutes: number;
  readonly chain: readonly Step[];
}

/** A stack with the time it takes alone and the chain inside it that decides. */
export interface StackStep extends Step {
  readonly inside: Finish;
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly name: string; readonly dependencies: readonly string[] }>
  >;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The last finish of a graph whose independent steps run side by side. */
export function criticalPath(steps: readonly Step[]): Finish {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const known = new Map<string, Finish>();
  const finish = (step: Step): Finish => {
    const before = known.get(step.name);
    if (before) return before;
    const waited = last(step.after.flatMap((name) => byName.get(name) ?? []).map(finish));
    const result = { minutes: waited.minutes + step.minutes, chain: [...waited.chain, step] };
    known.set(step.name, result);
    return result;
  };
  return last(steps.map(finish));
}

/** The stacks of one environment, read from a synthesized folder. */
export function stackSteps(folder: string, environment: string): StackStep[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  return Object.values(manifest.stacks)
    .filter(({ name }) => name.startsWith(`${environment}-`))
    .map(({ name, dependencies }) => {
      const json = JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8"));
      const inside = criticalPath(resourceSteps(json));
      return { name, minutes: STACK_START.minutes + inside.minutes, after: dependencies, inside };
    });
}

/** The resources of one stack; an edge is a reference or an explicit `depends_on`. */
export function resourceSteps(json: { readonly resource?: Blocks; readonly data?: Blocks }): Step[] {
  const blocks = [...named(json.resource ?? {}, ""), ...named(json.data ?? {}, "data.")];
  const names = new Set(blocks.map(([name]) => name));
  return blocks.map(([name, block]) => ({
    name,
    minutes: minutesOf(name),
    after: [...new Set(references(block))].filter((other) => other !== name && names.has(other)),
  }));
}

function minutesOf(address: string): number {
  const [type = ""] = address.split(".");
  return (CREATION_TIMES[address] ?? CREATION_TIMES[type] ?? OTHERWISE).minutes;
}

function named(blocks: Blocks, kind: string): [string, unknown][] {
  return Object.entries(blocks).flatMap(([type, resources]) =>
    Object.entries(resources).map(([name, block]): [string, unknown] => [`${kind}${type}.${name}`, block]),
  );
}

function references(block: unknown): string[] {
  return JSON.stringify(block).match(/(data\.)?[a-z][a-z0-9_]*\.[A-Za-z][A-Za-z0-9_-]*/g) ?? [];
}

function last(finishes: readonly Finish[]): Finish {
  const none: Finish = { minutes: 0, chain: [] };
  return finishes.reduce((latest, finish) => (finish.minutes > latest.minutes ? finish : latest), none);
}
