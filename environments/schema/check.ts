import { z } from "zod";
import { demands } from "./demands";
import type { Environment } from "./index";
import type { Problem } from "./report";
import { type Rule, rules } from "./rules";
import { parameters, refusedPaths, sentences } from "./sentences";

type Path = readonly PropertyKey[];

/** Everything that is wrong with what an environment file states, in the order of the schema's sections.
 *  One mistake hides no other: only what reads a refused field is left out. */
export function problemsOf(schema: z.ZodObject, input: unknown): Problem[] {
  const { error } = schema.safeParse(input, parameters);
  const refused = error ? refusedPaths(error) : [];
  const found = error ? sentences(error) : [];
  if (typeof input !== "object" || input === null) return found;
  const stated = withDefaults(schema, input);
  const sections = Object.keys(schema.shape);
  const section = ({ path }: Problem) => sections.indexOf(String(path[0]));
  return [...found, ...relations(stated, refused), ...unkept(stated, refused)].sort(
    (a, b) => section(a) - section(b),
  );
}

/** What the file states, and the defaults of every section that is sound. */
function withDefaults(schema: z.ZodObject, input: object): object {
  const sections = Object.entries(schema.shape).map(([name, section]) => {
    const value: unknown = Reflect.get(input, name);
    const { success, data } = z.safeParse(section, value);
    return [name, success ? data : value];
  });
  return Object.fromEntries(sections);
}

function relations(stated: object, refused: readonly Path[]): Problem[] {
  // It is an environment as far as anybody can read: sound() keeps the refused fields from its readers.
  const environment = sound(stated as Environment, refused);
  return rules.flatMap((rule) => findings(rule, environment, refused));
}

function unkept(stated: object, refused: readonly Path[]): Problem[] {
  return (
    demands
      .filter(({ promise }) => promise.safeParse(stated).success)
      .flatMap(({ owes }) => owes.safeParse(stated).error?.issues ?? [])
      // Where a value is refused already, the demand is no second problem.
      .filter(({ path }) => !refused.some((other) => other.every((key, index) => key === path[index])))
  );
}

/** The same values, except that reading a refused one throws. */
function sound<Value extends object>(value: Value, refused: readonly Path[]): Value {
  // A copy, because a proxy may not hide what an author has frozen.
  const copy = Array.isArray(value) ? Object.assign([], value) : { ...value };
  return new Proxy(copy, {
    get(target, key) {
      const below = refused.filter(([first]) => String(first) === String(key)).map(([, ...rest]) => rest);
      if (below.some((path) => path.length === 0)) throw new Error(`'${String(key)}' is refused already`);
      const field: unknown = Reflect.get(target, key);
      return below.length > 0 && typeof field === "object" && field !== null ? sound(field, below) : field;
    },
  });
}

/** What a rule finds before it reads a refused field; in a sound environment its error is a bug, and stays one. */
function findings(rule: Rule, environment: Environment, refused: readonly Path[]): Problem[] {
  const found: Problem[] = [];
  try {
    for (const problem of rule(environment)) found.push(problem);
  } catch (error) {
    if (refused.length === 0) throw error;
  }
  return found;
}
