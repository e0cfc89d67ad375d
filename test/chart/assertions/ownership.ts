import { type Assertion, everyRelease, type RenderedRelease } from "../assertion";
import { type KubernetesObject, nameOf } from "../kubernetes";

/** Helm refuses to install an object that another release owns. */
export const oneOwner: Assertion = {
  name: "no object belongs to two releases",
  concerns: everyRelease,
  problems: (release, { releases }) => {
    const others = releases.filter((other) => other !== release);
    const taken = new Map(
      others.flatMap((other) => other.objects.map((object) => [identity(object, other), other])),
    );
    return release.objects.flatMap((object) => {
      const owner = taken.get(identity(object, release));
      return owner ? [`${nameOf(object)} also stands in release ${owner.name} of ${owner.stack}`] : [];
    });
  },
};

function identity({ apiVersion, kind, metadata }: KubernetesObject, release: RenderedRelease): string {
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  const namespace = clusterScoped.test(kind) ? "" : (metadata.namespace ?? release.namespace);
  return [group, kind, namespace, metadata.name].join("/");
}

const clusterScoped =
  /^(Cluster.+|.*(WebhookConfiguration|AdmissionPolicy|AdmissionPolicyBinding)|APIService|CustomResourceDefinition|Namespace|NodeClass|NodePool|PriorityClass|StorageClass)$/;
