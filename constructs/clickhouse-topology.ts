import type { Manifest } from "./manifests";
import { namespaces } from "./namespaces";

const NAME = "clickhouse-topology-is-for-life";

/** The number of copies as it is and as it is asked for; 1 where nothing is said. */
const copies = (object: string) =>
  `(has(${object}.spec.configuration.clusters[0].layout.replicasCount) ? ` +
  `${object}.spec.configuration.clusters[0].layout.replicasCount : 1)`;

/** Makes the API server refuse to turn one copy of ClickHouse into several, however it is attempted: the environment file
 *  refuses it too, but a file can be edited twice.
 *  https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy (stable since 1.30) */
export function topologyIsForLife(): Manifest[] {
  return [policy(), binding()];
}

function policy() {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: NAME },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ["clickhouse.altinity.com"],
            apiVersions: ["*"],
            operations: ["UPDATE"],
            resources: ["clickhouseinstallations"],
          },
        ],
      },
      validations: [
        {
          expression: `${copies("oldObject")} > 1 || ${copies("object")} == 1`,
          message:
            "one copy of ClickHouse does not become several: tables of the first are not copied to the others; " +
            "follow runbooks/procedures/clickhouse-single-to-replicated.md",
        },
      ],
    },
  };
}

function binding() {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: NAME },
    spec: {
      policyName: NAME,
      validationActions: ["Deny"],
      matchResources: {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespaces.clickhouse } },
      },
    },
  };
}
