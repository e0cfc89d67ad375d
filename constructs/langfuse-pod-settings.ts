import { langfuse } from "./langfuse";
import type { Manifest } from "./manifests";
import { priorityClasses } from "./priority-class";

const NAME = "langfuse-pod-settings";

/** The part of a Deployment that the policy writes. */
const EXPRESSION = `Object{ spec: Object.spec{ template: Object.spec.template{ spec: Object.spec.template.spec{
  terminationGracePeriodSeconds: 150,
  priorityClassName: "${priorityClasses.langfuse}"
} } } }`;

interface AdmissionObject extends Manifest {
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Gives web and worker what the chart has no value for: their priority, and the time that they need to stop. Web serves
 *  for 110 s after it was told to stop, the worker finishes its jobs and empties its buffers; 10 s before both go to
 *  `preStop`. Here it ends: a reclaimed spot node takes its pods after 120 s, and a job that runs for longer starts again
 *  elsewhere, because the queue notices that nobody holds it.
 *
 *  It changes Deployments, whose pods then ask for a priority as any other: a pod has got its number before a policy sees
 *  it, and one whose class then says another is refused. Must be there before the Deployments are.
 *  https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy (stable since 1.36) */
export function langfusePodSettings(): AdmissionObject[] {
  const apiVersion = "admissionregistration.k8s.io/v1";
  return [
    {
      apiVersion,
      kind: "MutatingAdmissionPolicy",
      metadata: { name: NAME },
      spec: {
        // A release without it fails and is undone. Pods are not its business: they start and move all the same.
        failurePolicy: "Fail",
        reinvocationPolicy: "Never",
        matchConstraints: {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": langfuse.namespace } },
          objectSelector: { matchLabels: langfuse.labels },
          resourceRules: [
            {
              apiGroups: ["apps"],
              apiVersions: ["v1"],
              operations: ["CREATE", "UPDATE"],
              resources: ["deployments"],
            },
          ],
        },
        mutations: [{ patchType: "ApplyConfiguration", applyConfiguration: { expression: EXPRESSION } }],
      },
    },
    {
      apiVersion,
      kind: "MutatingAdmissionPolicyBinding",
      metadata: { name: NAME },
      spec: { policyName: NAME },
    },
  ];
}
