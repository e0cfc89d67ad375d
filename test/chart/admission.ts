import type { Deployment } from "kubernetes-types/apps/v1";
import { allObjects, type RenderedEnvironment } from "./assertion";
import { at, type KubernetesObject, listAt } from "./kubernetes";

/** What admission policies of the environment write into the pods of a Deployment, by field of the pod. Policies that
 *  match no such Deployment, or that nothing binds, write nothing. */
export function admittedPodSettings(
  deployment: Deployment,
  namespace: string,
  environment: RenderedEnvironment,
): Readonly<Record<string, string>> {
  const objects = allObjects(environment);
  const bound = objects
    .filter(({ kind }) => kind === "MutatingAdmissionPolicyBinding")
    .map((binding) => at(binding, "spec", "policyName"));
  const expressions = objects
    .filter(({ kind, metadata }) => kind === "MutatingAdmissionPolicy" && bound.includes(metadata.name))
    .filter((policy) => matches(policy, deployment, namespace))
    .flatMap((policy) => listAt(policy, "spec", "mutations"))
    .map((mutation) => String(at(mutation, "applyConfiguration", "expression")));
  const settings = expressions.flatMap((expression) =>
    // The innermost braces hold fields of the pod.
    [...expression.matchAll(/Object\.spec\.template\.spec\s*{([^{}]*)}/g)].flatMap(([, fields = ""]) => [
      ...fields.matchAll(/(\w+)\s*:\s*"?([^",\s]+)"?/g),
    ]),
  );
  return Object.fromEntries(settings.map(([, field, value]) => [field, value]));
}

function matches(policy: KubernetesObject, { metadata }: Deployment, namespace: string): boolean {
  const constraint = (...path: string[]) => at(policy, "spec", "matchConstraints", ...path);
  const rules = listAt(policy, "spec", "matchConstraints", "resourceRules");
  return (
    rules.some(
      (rule) =>
        listAt(rule, "apiGroups").includes("apps") && listAt(rule, "resources").includes("deployments"),
    ) &&
    hasLabels({ "kubernetes.io/metadata.name": namespace }, constraint("namespaceSelector", "matchLabels")) &&
    hasLabels(metadata?.labels ?? {}, constraint("objectSelector", "matchLabels"))
  );
}

function hasLabels(labels: Readonly<Record<string, string>>, wanted: unknown): boolean {
  return Object.entries(Object(wanted)).every(([name, value]) => labels[name] === value);
}
