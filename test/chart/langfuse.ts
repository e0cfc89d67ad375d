import type { Deployment } from "kubernetes-types/apps/v1";
import type { Container, EnvVar } from "kubernetes-types/core/v1";
import type { KubernetesObject } from "./kubernetes";
import { ofKind } from "./kubernetes";

/** One of the two programs of Langfuse. */
export interface LangfuseProgram {
  readonly component: "web" | "worker";
  readonly deployment: Deployment;
  readonly container: Container;
}

/** The two programs of a rendered Langfuse chart.
 *  @throws when one is missing, so that no assertion holds because there was nothing to look at */
export function langfusePrograms(objects: readonly KubernetesObject[]): LangfuseProgram[] {
  return (["web", "worker"] as const).map((component) => {
    const name = `langfuse-${component}`;
    const found = ofKind(objects, "Deployment").flatMap((deployment) => {
      const container = deployment.spec?.template.spec?.containers.find((each) => each.name === name);
      return container ? [{ component, deployment, container }] : [];
    })[0];
    if (!found) throw new Error(`no Deployment runs a container '${name}'; did the chart rename it?`);
    return found;
  });
}

/** One of the two programs. */
export function langfuseProgram(
  objects: readonly KubernetesObject[],
  component: LangfuseProgram["component"],
): LangfuseProgram {
  const program = langfusePrograms(objects).find((each) => each.component === component);
  if (!program) throw new Error(`no Langfuse ${component}`);
  return program;
}

/** The variable of this name, or undefined. */
export function variable({ env = [] }: Container, name: string): EnvVar | undefined {
  return env.find((each) => each.name === name);
}

/** A variable's value as text; empty when it is unset or comes from a Secret. */
export function textOf(container: Container, name: string): string {
  return variable(container, name)?.value ?? "";
}

/** The problems of each of the two programs, which then name their Deployment. */
export function perProgram(
  objects: readonly KubernetesObject[],
  problemsOf: (program: LangfuseProgram) => string[],
): string[] {
  return langfusePrograms(objects).flatMap((program) =>
    problemsOf(program).map((problem) => `Deployment ${program.deployment.metadata?.name}: ${problem}`),
  );
}
