import type { KubernetesObject } from "./kubernetes";

/** One way to break objects that are really deployed. */
export interface Worsening {
  /** Of the assertion that must notice. */
  readonly assertion: string;
  /** What is done, for example `one try`. */
  readonly what: string;
  /** Kinds of objects to which it is done, one at a time. */
  readonly kinds: readonly string[];
  /** Which of them, by name.
   * @default - all */
  readonly names?: RegExp;
  /** What stands in the object's JSON, and what takes its place; `remove` leaves the object out. */
  readonly change: "remove" | readonly [pattern: RegExp, text: string];
}

/** What Altinity's operator reads. */
export const CLICKHOUSE_KINDS = ["ClickHouseInstallation", "ClickHouseKeeperInstallation"];

/** Web and worker. */
export const LANGFUSE_DEPLOYMENTS = { kinds: ["Deployment"], names: /^langfuse-(web|worker)$/ };

/** The object after a worsening: undefined when it is left out, the same when the worsening is not about it. */
export function worsened(object: KubernetesObject, worsening: Worsening): KubernetesObject | undefined {
  const { kinds, names = /^/, change } = worsening;
  if (!kinds.includes(object.kind) || !names.test(object.metadata.name ?? "")) return object;
  if (change === "remove") return undefined;
  const [pattern, text] = change;
  const before = JSON.stringify(object);
  const after = before.replace(pattern, text);
  return after === before ? object : JSON.parse(after);
}
