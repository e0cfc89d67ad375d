import { admittedPodSettings } from "../../admission";
import { type Assertion, allObjects, isLangfuse } from "../../assertion";
import { perProgram } from "../../langfuse";

/** The chart has no key for it, so an admission policy must set it; a class that nobody makes would refuse every pod. */
export const ownPriority: Assertion = {
  name: "Langfuse's pods have a priority class that exists",
  concerns: isLangfuse,
  problems: ({ namespace, objects }, environment) =>
    perProgram(objects, ({ deployment }) => {
      const admitted = admittedPodSettings(deployment, namespace, environment).priorityClassName;
      const name = admitted ?? deployment.spec?.template.spec?.priorityClassName;
      if (name === undefined) return ["comes after everything that has a priority"];
      const exists = allObjects(environment).some(
        ({ kind, metadata }) => kind === "PriorityClass" && metadata.name === name,
      );
      return exists ? [] : [`no release makes the PriorityClass '${name}'`];
    }),
};
