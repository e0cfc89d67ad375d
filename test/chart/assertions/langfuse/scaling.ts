import { type Assertion, allObjects, isLangfuse } from "../../assertion";
import { at } from "../../kubernetes";
import { perProgram } from "../../langfuse";

/** A replica count in the Deployment sets back what the autoscaler decided, at every deployment. */
export const scaledByOne: Assertion = {
  name: "each program is scaled by exactly one autoscaler, and its Deployment names no count",
  concerns: isLangfuse,
  problems: ({ objects }, environment) =>
    perProgram(objects, ({ deployment: { metadata, spec } }) => {
      const scalers = allObjects(environment).filter(
        (object) =>
          ["HorizontalPodAutoscaler", "ScaledObject"].includes(object.kind) &&
          object.metadata.namespace === metadata?.namespace &&
          at(object, "spec", "scaleTargetRef", "name") === metadata?.name,
      );
      const count = spec?.replicas ?? undefined;
      return [
        ...(scalers.length === 1 ? [] : [`${scalers.length} autoscalers scale it instead of one`]),
        ...(count === undefined ? [] : [`replicas: ${count} resets the autoscaler; leave it out`]),
      ];
    }),
};
