import { type Assertion, everyRelease } from "../assertion";
import { containersOf, podTemplates } from "../kubernetes";

/** Kubernetes keeps the last one, which need not be the one that was meant. */
export const uniqueVariables: Assertion = {
  name: "no container sets an environment variable twice",
  concerns: everyRelease,
  problems: ({ objects }) =>
    podTemplates(objects).flatMap(({ owner, spec }) =>
      containersOf(spec).flatMap(({ name, env = [] }) =>
        duplicates(env.map((variable) => variable.name)).map(
          (variable) => `${owner}: container ${name} sets ${variable} twice`,
        ),
      ),
    ),
};

function duplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
