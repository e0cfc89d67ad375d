import { type Assertion, isLangfuse } from "../../assertion";
import { perProgram } from "../../langfuse";

/** A zone takes its pods with it, and what remains must be able to start elsewhere. */
export const spreadOverZones: Assertion = {
  name: "Langfuse's pods spread over zones, and still start when a zone is lost",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    perProgram(objects, ({ deployment }) => {
      const { metadata, spec } = deployment.spec?.template ?? {};
      const constraint = spec?.topologySpreadConstraints?.find(
        ({ topologyKey }) => topologyKey === "topology.kubernetes.io/zone",
      );
      if (!constraint) return ["has no topologySpreadConstraint for topology.kubernetes.io/zone"];
      const wanted = Object.entries(constraint.labelSelector?.matchLabels ?? {});
      const counts = wanted.length > 0 && wanted.every(([key, value]) => metadata?.labels?.[key] === value);
      return [
        ...(counts ? [] : ["the labelSelector of the spread does not select the deployment's own pods"]),
        ...(constraint.whenUnsatisfiable === "ScheduleAnyway" ? [] : ["blocks new pods when a zone is lost"]),
      ];
    }),
};
