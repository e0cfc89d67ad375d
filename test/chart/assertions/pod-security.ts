import { type Assertion, allObjects, everyRelease, type RenderedEnvironment } from "../assertion";
import { ofKind, podTemplates } from "../kubernetes";
import { type PodSecurityLevel, violations } from "../pod-security";

/** The least that a pod which was taken over can do. */
export const restrictedPods: Assertion = {
  name: "every pod meets the restricted pod security standard",
  concerns: everyRelease,
  problems: ({ objects }) =>
    podTemplates(objects).flatMap(({ owner, spec }) =>
      violations(spec, "restricted").map((problem) => `${owner}: ${problem}`),
    ),
};

/** A pod that its namespace does not admit is never made, and its release waits until it fails. */
export const admittedPods: Assertion = {
  name: "every namespace admits the pods that are to run in it",
  concerns: everyRelease,
  problems: ({ namespace, objects }, environment) =>
    podTemplates(objects).flatMap(({ owner, object, spec }) => {
      const home = object.metadata.namespace ?? namespace;
      const level = enforcedLevel(home, environment);
      return violations(spec, level).map(
        (problem) => `${owner}: ${problem}; namespace '${home}' enforces ${level}`,
      );
    }),
};

function enforcedLevel(name: string, environment: RenderedEnvironment): PodSecurityLevel {
  const namespace = ofKind(allObjects(environment), "Namespace").find(
    ({ metadata }) => metadata?.name === name,
  );
  const level = namespace?.metadata?.labels?.["pod-security.kubernetes.io/enforce"];
  return level === "baseline" || level === "restricted" ? level : "privileged";
}
