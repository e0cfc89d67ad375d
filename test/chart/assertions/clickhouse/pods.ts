import type { PodSpec } from "kubernetes-types/core/v1";
import type { Assertion } from "../../assertion";
import { installations, isClickHouse } from "../../clickhouse";
import { podTemplates } from "../../kubernetes";
import { imageParts } from "../images";

/** Two copies in one zone, or on one node, are one copy on the day that matters. */
export const separatedCopies: Assertion = {
  name: "no two pods of ClickHouse or Keeper share a zone or a node, and Langfuse's version is served",
  concerns: isClickHouse,
  problems: (release) =>
    podTemplates(Object.values(installations(release))).flatMap(({ owner, spec }) =>
      [...placementProblems(spec), ...versionProblems(spec)].map((problem) => `${owner} ${problem}`),
    ),
};

function placementProblems(spec: PodSpec): string[] {
  const zones = spec.topologySpreadConstraints?.some(
    ({ topologyKey, whenUnsatisfiable, maxSkew }) =>
      topologyKey === "topology.kubernetes.io/zone" && whenUnsatisfiable === "DoNotSchedule" && maxSkew === 1,
  );
  const nodes = spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.some(
    ({ topologyKey }) => topologyKey === "kubernetes.io/hostname",
  );
  return [
    ...(zones ? [] : ["may put two copies into one zone"]),
    ...(nodes ? [] : ["may put two copies on one node"]),
    ...(spec.priorityClassName ? [] : ["has no priority over what can be started elsewhere"]),
  ];
}

/** The first that Langfuse 4 works with. */
const oldest = [25, 12] as const;

function versionProblems({ containers }: PodSpec): string[] {
  return containers.flatMap(({ image = "" }) => {
    const [major = 0, minor = 0] = imageParts(image).tag.split(".").map(Number);
    const sufficient = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
    return sufficient ? [] : [`runs ${image}; Langfuse needs ${oldest.join(".")}`];
  });
}
