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
    readonly matchConditions?: readonly { readonly name: string; readonly expression: string }[];
    readonly validations: readonly { readonly expression: string; readonly message: string }[];
  };
}

interface AdmissionBinding extends Manifest {
  readonly spec: {
    readonly policyName: string;
    readonly validationActions: readonly ["Deny"];
    readonly matchResources?: {
      readonly namespaceSelector: { readonly matchLabels: Readonly<Record<string, string>> };
    };
  };
}

export interface ValidatingPolicyProps {
  readonly name: string;
  readonly apiGroup: string;
  /** `*` for every version. */
  readonly apiVersion: string;
  readonly resources: readonly string[];
  /** Whose changes it judges.
   * @default - everybody's */
  readonly matchConditions?: AdmissionPolicy["spec"]["matchConditions"];
  /** CEL over `object` and `oldObject`; what must hold. */
  readonly expression: string;
  /** What whoever is refused reads. */
  readonly message: string;
  /** Where it judges.
   * @default - everywhere */
  readonly namespace?: string;
}

/** Makes the API server refuse updates, whoever sends them. While it cannot judge, nothing changes.
 *  https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy (stable since 1.30) */
export function validatingPolicy(props: ValidatingPolicyProps): [AdmissionPolicy, AdmissionBinding] {
  const {
    name,
    apiGroup,
    apiVersion: version,
    resources,
    matchConditions,
    expression,
    message,
    namespace,
  } = props;
  const apiVersion = "admissionregistration.k8s.io/v1";
  return [
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            { apiGroups: [apiGroup], apiVersions: [version], operations: ["UPDATE"], resources },
          ],
        },
        matchConditions,
        validations: [{ expression, message }],
      },
    },
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ["Deny"],
        matchResources: namespace
          ? { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } }
          : undefined,
      },
    },
  ];
}
