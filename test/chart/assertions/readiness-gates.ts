import { type Assertion, allObjects, everyRelease } from "../assertion";
import { ofKind } from "../kubernetes";

/** Of the controller that is part of EKS Auto Mode, whose bindings are `eks.amazonaws.com/v1`. */
const GATE = "eks.amazonaws.com/pod-readiness-gate-inject";

/** A rollout waits for the load balancer where it sends requests, and asks nobody where it sends none: the controller
 *  gives the gate to pods behind a binding alone, but it is asked about every pod of a namespace with the label. */
export const gatedReadiness: Assertion = {
  name: "pods wait for the load balancer's health check exactly where it sends requests",
  concerns: everyRelease,
  problems: ({ objects }, environment) => {
    const bindings = allObjects(environment).filter(({ kind }) => kind === "TargetGroupBinding");
    return ofKind(objects, "Namespace").flatMap(({ metadata: { name, labels } = {} }) => {
      const bound = bindings.filter(({ metadata }) => metadata.namespace === name);
      const gated = labels?.[GATE] === "enabled";
      // A binding may stand in a chart that could not be had.
      if (gated)
        return bound.length > 0 || !environment.complete ? [] : [`${name} has ${GATE} and no binding`];
      return bound.map(({ metadata }) => `${name} lacks ${GATE} for TargetGroupBinding ${metadata.name}`);
    });
  },
};
