/** One thing wrong with an environment file. */
export interface Problem {
  /** For example `["postgres", "standby"]`. */
  readonly path: readonly PropertyKey[];
  /** What is wrong with the value and what to do, lower-case and without a full stop. */
  readonly message: string;
  /** Keeps the value out of the report: behind a mistyped key may stand anything.
   * @default - the value is shown, because no field of the schema holds a secret */
  readonly hidden?: true;
}

/** Everything that is wrong with one file, in the order in which it was found.
 *  @param input what the file states; the report quotes from it */
export function report(file: string, input: unknown, problems: readonly Problem[]): string {
  const lines = problems.map(({ path, message, hidden }) => {
    const value = path.length === 0 || hidden ? "" : `: ${quote(valueAt(input, path))}`;
    return `✖ ${message}\n  → at ${dotted(path)}${value}`;
  });
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [`${file} is invalid (${count}):`, ...lines].join("\n");
}

/** A value on one line: short, and with everything escaped that a terminal would act upon. */
export function quote(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a section";
  if (typeof value === "symbol" || typeof value === "function") return `a ${typeof value}`;
  if (typeof value !== "string") return String(value);
  const short = value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
  return JSON.stringify(short).replace(
    /\p{C}/gu,
    (control) => `\\u{${control.codePointAt(0)?.toString(16)}}`,
  );
}

const LONGEST_VALUE = 120;

function valueAt(input: unknown, [key, ...rest]: readonly PropertyKey[]): unknown {
  if (key === undefined || typeof input !== "object" || input === null) return input;
  return valueAt(Reflect.get(input, key), rest);
}

function dotted(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "the top";
  return path
    .map((key) => {
      if (typeof key === "number") return `[${key}]`;
      return /^[a-z]\w{0,63}$/i.test(String(key)) ? `.${String(key)}` : `[${quote(String(key))}]`;
    })
    .join("")
    .replace(/^\./, "");
}
