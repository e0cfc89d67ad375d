import { langfuse } from "./langfuse";
import type { Manifest } from "./manifests";

const NAME = "langfuse-time-to-shut-down";

interface AdmissionObject extends Manifest {
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Gives the pods of Langfuse the time that they need to stop, for which the chart has no value. Web serves for 110 s
 *  after it was told to stop, the worker finishes its jobs and empties its buffers; 10 s before both go to `preStop`.
 *  Here it ends: a reclaimed spot node takes its pods after 120 s, and a job that runs for longer starts again elsewhere,
 *  because the queue notices that nobody holds it. Must be there before the pods are, and serves pods that are new.
 *  https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy (2026-11) */
export function timeToShutDown(): AdmissionObject[] {
  const apiVersion = "admissionregistration.k8s.io/v1";
  return [
    {
      apiVersion,
      kind: "MutatingAdmissionPolicy",
      metadata: { name: NAME },
      spec: {
        // A pod that stops too fast is better than one that never starts.
        failurePolicy: "Ignore",
        reinvocationPolicy: "Never",
        matchConstraints: {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": langfuse.namespace } },
          objectSelector: { matchLabels: langfuse.labels },
          resourceRules: [
            { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
          ],
        },
        mutations: [
          {
            patchType: "ApplyConfiguration",
            applyConfiguration: {
              expression: "Object{ spec: Object.spec{ terminationGracePeriodSeconds: 150 } }",
            },
          },
        ],
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
