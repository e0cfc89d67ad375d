import { accessGroups } from "./cluster-access";
import type { Manifest } from "./manifests";

/** `admissionregistration.k8s.io/v1`, as far as we set it. */
export interface AdmissionPolicy extends Manifest {
  readonly spec: {
    readonly failurePolicy: "Fail";
    readonly matchConstraints: {
      readonly resourceRules: readonly {
        readonly apiGroups: readonly string[];
        readonly apiVersions: readonly string[];
        readonly operations: readonly string[];
        readonly resources: readonly string[];
      }[];
    };
    readonly matchConditions: readonly { readonly name: string; readonly expression: string }[];
    readonly validations: readonly { readonly expression: string; readonly message: string }[];
  };
}

interface AdmissionBinding extends Manifest {
  readonly spec: { readonly policyName: string; readonly validationActions: readonly ["Deny"] };
}

const NAME = "operators-restart-but-do-not-change";

/** Roles cannot tell a restart from a new image: both patch a deployment, and whoever may write a pod template may mount
 *  any Secret of the namespace. This lets operators change everything about a workload but what its pods are.
 *  https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy (stable since 1.30) */
export function operatorLimits(): [AdmissionPolicy, AdmissionBinding] {
  const apiVersion = "admissionregistration.k8s.io/v1";
  return [
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: NAME },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ["apps"],
              apiVersions: ["v1"],
              operations: ["UPDATE"],
              resources: ["deployments", "statefulsets"],
            },
          ],
        },
        matchConditions: [
          { name: "operator", expression: `"${accessGroups.operators}" in request.userInfo.groups` },
        ],
        validations: [
          {
            // Annotations of the template stay free: a restart is one.
            expression:
              "object.spec.template.spec == oldObject.spec.template.spec && " +
              "object.spec.template.metadata.labels == oldObject.spec.template.metadata.labels",
            message:
              "operators restart and scale; what a pod is made of comes from a deployment " +
              "(runbooks/procedures/deploy.md)",
          },
        ],
      },
    },
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: NAME },
      spec: { policyName: NAME, validationActions: ["Deny"] },
    },
  ];
}
