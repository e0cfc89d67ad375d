import { accessGroups } from "./cluster-access";
import { validatingPolicy } from "./validating-policy";

/** Roles cannot tell a restart from a new image: both patch a deployment, and whoever may write a pod template may mount
 *  any Secret of the namespace. This lets operators change everything about a workload but what its pods are. */
export function operatorLimits(): ReturnType<typeof validatingPolicy> {
  return validatingPolicy({
    name: "operators-restart-but-do-not-change",
    apiGroup: "apps",
    apiVersion: "v1",
    resources: ["deployments", "statefulsets"],
    matchConditions: [
      { name: "operator", expression: `"${accessGroups.operators}" in request.userInfo.groups` },
    ],
    // Annotations of the template stay free: a restart is one.
    expression:
      "object.spec.template.spec == oldObject.spec.template.spec && " +
      "object.spec.template.metadata.labels == oldObject.spec.template.metadata.labels",
    message:
      "operators restart and scale; what a pod is made of comes from a deployment " +
      "(runbooks/procedures/deploy.md)",
  });
}
