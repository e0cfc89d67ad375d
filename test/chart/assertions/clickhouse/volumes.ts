import { type Assertion, allObjects, type RenderedEnvironment } from "../../assertion";
import { installations, isClickHouse } from "../../clickhouse";
import { at, listAt, nameOf } from "../../kubernetes";

/** Traces must survive whoever deletes a pod, a resource, a release or a namespace. */
export const keptVolumes: Assertion = {
  name: "ClickHouse's volumes are encrypted, can grow and outlive everything that uses them",
  concerns: isClickHouse,
  problems: (release, environment) =>
    Object.values(installations(release)).flatMap((installation) => {
      const claims = listAt(installation, "spec", "templates", "volumeClaimTemplates");
      const problems = claims.flatMap((claim) => claimProblems(claim, environment));
      return [...(claims.length > 0 ? [] : ["has no volume"]), ...problems].map(
        (problem) => `${nameOf(installation)} ${problem}`,
      );
    }),
};

function claimProblems(claim: unknown, environment: RenderedEnvironment): string[] {
  const name = at(claim, "spec", "storageClassName");
  const found = allObjects(environment).find(
    (object) => object.kind === "StorageClass" && object.metadata.name === name,
  );
  if (!found) return [`uses the storage class '${name}', which nobody makes`];
  const wanted = {
    encrypted: at(found, "parameters", "encrypted") === "true",
    "kept when its claim goes": at(found, "reclaimPolicy") === "Retain",
    "made in the zone of its pod": at(found, "volumeBindingMode") === "WaitForFirstConsumer",
    "able to grow": at(found, "allowVolumeExpansion") === true,
    "kept when its installation goes": at(claim, "reclaimPolicy") === "Retain",
  };
  return Object.entries(wanted)
    .filter(([, holds]) => !holds)
    .map(([property]) => `has a volume of class '${name}' that is not ${property}`);
}
