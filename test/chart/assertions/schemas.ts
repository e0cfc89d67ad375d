import { type Assertion, allObjects, everyRelease, type RenderedEnvironment } from "../assertion";
import { type KubernetesObject, nameOf } from "../kubernetes";
import { coreProblems, isCore } from "../schemas/core";
import { CustomSchemas } from "../schemas/custom";

/** The API server drops a field it does not know: a misspelt setting looks applied and is not. */
export const knownFields: Assertion = {
  name: "every object has only fields that its kind defines, with the right types",
  concerns: everyRelease,
  problems: ({ objects }, environment) => {
    const { core, custom } = schemasFor(environment);
    return objects
      .filter(({ kind }) => kind !== "CustomResourceDefinition")
      .flatMap((object) => {
        const problems = [...(core.get(object) ?? []), ...customProblems(object, custom, environment)];
        return problems.map((problem) => `${nameOf(object)}: ${problem}`);
      });
  },
};

/** Kinds without a schema to check against, and why. */
const unchecked: Readonly<Record<string, string>> = {
  "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy": "younger than kubernetes-types 1.30",
  "admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding": "younger than kubernetes-types 1.30",
  "apiregistration.k8s.io/v1/APIService": "part of the API aggregator, which kubernetes-types leaves out",
  "eks.amazonaws.com/v1/IngressClassParams": "comes with EKS Auto Mode; AWS publishes no definition",
  "eks.amazonaws.com/v1/NodeClass": "comes with EKS Auto Mode; AWS publishes no definition",
  "eks.amazonaws.com/v1/TargetGroupBinding": "comes with EKS Auto Mode; AWS publishes no definition",
  "karpenter.sh/v1/NodePool": "comes with EKS Auto Mode; AWS publishes no definition",
};

function customProblems(
  object: KubernetesObject,
  custom: CustomSchemas,
  { complete }: RenderedEnvironment,
): string[] {
  const kind = `${object.apiVersion}/${object.kind}`;
  if (isCore(object) || unchecked[kind]) return [];
  const problems = custom.problems(object);
  if (problems) return problems;
  // A definition may stand in a chart that could not be had; `complete` says that none is missing.
  return complete ? [`no release installs a definition of ${kind}`] : [];
}

interface Schemas {
  readonly core: ReadonlyMap<KubernetesObject, string[]>;
  readonly custom: CustomSchemas;
}

const schemas = new WeakMap<RenderedEnvironment, Schemas>();

/** One run of the compiler per environment, not per release. */
function schemasFor(environment: RenderedEnvironment): Schemas {
  const objects = environment.releases.flatMap((release) => release.objects);
  const known = schemas.get(environment) ?? {
    core: coreProblems(objects.filter(({ kind }) => kind !== "CustomResourceDefinition")),
    custom: new CustomSchemas(allObjects(environment)),
  };
  schemas.set(environment, known);
  return known;
}
