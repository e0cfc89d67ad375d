import fc from "fast-check";
import { defineEnvironment, type EnvironmentInput } from "../../environments/schema";
import { sample } from "../support/sample-environment";

/** What an author may write who knows neither the types nor mercy; the compiler would have stopped most of it. */
function define(input: unknown): string {
  try {
    defineEnvironment(input as EnvironmentInput);
  } catch (error) {
    // Not `instanceof`: a TypeError of a rule that stumbled would be one, too.
    if (Object.getPrototypeOf(error) !== Error.prototype) throw error;
    return (error as Error).message;
  }
  return "valid";
}

/** A report is one line about the file, and two about each problem; nothing else, and nothing a terminal acts upon. */
function expectReport(message: string): void {
  const [title = "", ...lines] = message.split("\n");
  expect(title).toMatch(/^environments\/(\*|[a-z0-9-]{2,12})\.ts is invalid \(\d+ problems?\):$/);
  expect(title).toContain(`(${lines.length / 2} problem`);
  expect(lines.filter((line, index) => !line.startsWith(index % 2 === 0 ? "✖ " : "  → at "))).toEqual([]);
  expect(message).not.toMatch(/\bat \S+:\d+:\d+|[^\P{C}\n]/u);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(1000);
}

const anything = fc.anything({
  key: fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("__proto__", "constructor", "toString", "kind", "cidr"),
  ),
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

const nasty = fc.oneof(
  anything,
  fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    1e308,
    Symbol("a\nb"),
    () => "code",
    "\u202eprod",
    "\ud800",
  ),
  fc.string({ unit: "binary", maxLength: 300 }),
);

/** Every path of the sample, for example `["postgres", "standby"]`. */
function pathsOf(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => [
    [key],
    ...pathsOf(field).map((path) => [key, ...path]),
  ]);
}

const paths = pathsOf(sample);

/** The sample with something else, or something more, at a path. */
function replaced(path: readonly string[], value: unknown): unknown {
  const file = structuredClone(sample);
  const parent = path.slice(0, -1).reduce<object>((section, key) => Reflect.get(section, key), file);
  Object.defineProperty(parent, path.at(-1) ?? "", { value, enumerable: true });
  return file;
}

describe("a hostile environment file", () => {
  it("that is no environment at all gets a report", () => {
    fc.assert(fc.property(nasty, (input) => expectReport(define(input))));
  });

  it("that states anything anywhere is valid or gets a report", () => {
    const edits = fc.record({ path: fc.constantFrom(...paths), value: nasty });
    fc.assert(
      fc.property(edits, ({ path, value }) => {
        const message = define(replaced(path, value));
        if (message !== "valid") expectReport(message);
      }),
      { numRuns: 200 },
    );
  });

  it("that adds any key anywhere gets a report which names the key and hides the value", () => {
    const sections = [[], ...paths.filter((path) => isSection(path))];
    const edits = fc.record({
      section: fc.constantFrom(...sections),
      key: fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.constantFrom("constructor", "valueOf")),
    });
    fc.assert(
      fc.property(edits, ({ section, key }) => {
        fc.pre(!paths.some((path) => path.join() === [...section, key].join()) && key !== "__proto__");
        const message = define(replaced([...section, key], "hunter2"));
        expectReport(message);
        expect(message).toContain("nothing reads this key");
        expect(message).not.toContain("hunter2");
      }),
    );
  });

  function isSection(path: readonly string[]): boolean {
    const value = path.reduce<unknown>((section, key) => Reflect.get(section as object, key), sample);
    return typeof value === "object" && !Array.isArray(value) && path[0] !== "tags";
  }

  it("that carries '__proto__' changes no prototype", () => {
    const file = {
      ...sample,
      ...JSON.parse('{"tags": {"__proto__": "x", "owner": "me"}, "__proto__": {"admin": 1}}'),
    };
    define(file);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect({}).not.toHaveProperty("admin");
  });

  it("that is frozen is read as any other", () => {
    const { general, clickhouse } = sample.cluster.pools;
    const pools = { general: { ...general, maxCpus: "many" }, clickhouse: { ...clickhouse, maxCpus: 2 } };
    const message = define(frozen(structuredClone({ ...sample, cluster: { ...sample.cluster, pools } })));
    expect(message).toContain('→ at cluster.pools.general.maxCpus: "many"');
    expect(message).toContain("→ at cluster.pools.clickhouse.maxCpus: 2");
  });

  function frozen(value: unknown): unknown {
    if (typeof value === "object" && value !== null) for (const field of Object.values(value)) frozen(field);
    return Object.freeze(value);
  }

  const long = 200_000;
  const texts = [
    "a",
    "a.",
    "a-",
    "1",
    "1.",
    "-",
    ".",
    "a/",
    "arn:aws:iam::1:role/",
    "arn:aws:sts::111111111111:assumed-role/",
    " ",
  ];

  it.each(texts)("whose every text is a very long row of '%s' is refused at once", (unit) => {
    const text = unit.repeat(long / unit.length);
    const file = JSON.parse(JSON.stringify(sample), (_, value) =>
      typeof value === "string" ? `${text}!` : value,
    );
    const start = process.cpuUsage();
    expectReport(define({ ...file, tags: { [text]: text } }));
    // Of a processor, in microseconds: other programs share the machine.
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
  });

  it("that is nested deeply is refused at once", () => {
    const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => ({ inner }), {});
    for (const path of paths) expectReport(define(replaced(path, deep)));
  });
});
