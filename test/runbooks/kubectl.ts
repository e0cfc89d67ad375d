import { kindOf } from "./objects";

/** What one call of `kubectl` names. */
export interface Call {
  readonly line: string;
  /** @default - the command asks for none, or for all */
  readonly namespace?: string;
  readonly container?: string;
  /** As `<namespace>/<kind>/<name>`. */
  readonly objects: readonly string[];
}

/** Options that a value follows. */
const VALUED = new Set([
  "-n",
  "--namespace",
  "-c",
  "-l",
  "-L",
  "-o",
  "-p",
  "--type",
  "--image",
  "--target",
  "--timeout",
]);
/** Verbs whose first word is a pod, unless it names its kind. */
const OF_PODS = ["logs", "exec", "debug"];
const VERBS = [
  "get",
  "describe",
  "annotate",
  "patch",
  "delete",
  "wait",
  "port-forward",
  "rollout",
  "set",
  "scale",
  ...OF_PODS,
];

/** Every call of `kubectl` in a text, and of `raw`, which forwards a port by it. Words in capitals are for the reader to fill
 *  in, and name nothing. */
export function kubectlCalls(text: string): Call[] {
  const plain = text.replace(/\braw ([a-z-]+) ([a-z]+\/[\w-]+) (\d+)/g, "kubectl -n $1 port-forward $2 $3;");
  return [...plain.replace(/'[^'\n]* [^'\n]*'/g, "''").matchAll(/\bkubectl ([^|;&\n`)>]+)/g)].flatMap(
    ([line, rest = ""]) =>
      unrolled(rest).map((words) => ({ line, ...call(words.split(/\s+/).map(unquoted).filter(Boolean)) })),
  );
}

/** A loop over members or replicas names each of them. */
function unrolled(words: string): string[] {
  const plain = words.replace(/\$\{2:-0\}/g, "0");
  return plain.includes("$i") ? [0, 1, 2].map((i) => plain.replaceAll("$i", String(i))) : [plain];
}

const unquoted = (word: string) => word.replace(/^["']|["']$/g, "");

function call(words: readonly string[]): Omit<Call, "line"> {
  const value = (...options: string[]) => words[words.findIndex((word) => options.includes(word)) + 1];
  const has = (...options: string[]) => words.some((word) => options.includes(word));
  const given = value("-n", "--namespace");
  const namespace = has("-n", "--namespace") && given !== "$1" ? given : undefined;
  const positional = words
    .slice(0, words.includes("--") ? words.indexOf("--") : undefined)
    .filter((word, index) => !word.startsWith("-") && !VALUED.has(words[index - 1] ?? ""));
  return {
    namespace,
    container: has("-c") ? value("-c") : undefined,
    objects: named(positional).map((object) => `${namespace ?? ""}/${object}`),
  };
}

function named([verb = "", ...words]: readonly string[]): string[] {
  if (!VERBS.includes(verb)) return [];
  const rest = verb === "rollout" || verb === "set" ? words.slice(1) : words;
  const [first = "", ...others] = rest;
  const slashed = rest.filter((word) => /^[a-z]+\/[a-z][\w.-]*$/.test(word));
  if (slashed.length > 0 || verb === "port-forward")
    return slashed.map((word) => word.split("/")).map(([kind = "", name]) => `${kindOf(kind)}/${name}`);
  const [kind, names] = OF_PODS.includes(verb) ? ["pod", [first]] : [kindOf(first), others];
  return names.filter((name) => /^[a-z][a-z0-9.-]*$/.test(name)).map((name) => `${kind}/${name}`);
}
