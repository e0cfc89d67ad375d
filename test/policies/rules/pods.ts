import type { Container } from "kubernetes-types/core/v1";
import { imageProblems } from "../../chart/assertions/images";
import { mayWrite } from "../../chart/assertions/read-only-root";
import { resourceProblems } from "../../chart/assertions/resources";
import { containersOf } from "../../chart/kubernetes";
import { violations } from "../../chart/pod-security";
import { intruder } from "../mutants";
import { clusterKinds, podRule, podsOf } from "../own-pods";
import { resources } from "../platform";
import { isRecord, type Rule, type Sample } from "../rule";

/** Pods of our own objects. Those that charts of others render are held by `test/chart`. */
export const podRules: readonly Rule[] = [
  {
    id: "own-pods-seen",
    rows: ["P2"],
    title: "Whatever of ours starts containers is of a kind whose pods these rules read",
    upstream: ["CKV_K8S_23"],
    appliesTo: () => true,
    check: (platform) =>
      clusterKinds(platform)
        .flatMap((kind) => resources(platform, kind))
        .filter((resource) => holdsContainers(resource.arguments) && podsOf(resource).length === 0)
        .map(({ address }) => ({
          address,
          problem: "starts pods; teach its kind to test/chart/kubernetes.ts",
        })),
    mutants: (platform) =>
      ["ReplicaSet", "ScaledJob"].flatMap((kind) =>
        intruder(platform, kind, { spec: { template: { spec: { containers: [{ name: "unseen" }] } } } }),
      ),
  },
  podRule({
    id: "own-pods-restricted",
    row: "P2",
    title: "Pods of ours can do the least that a pod can: no root, no privilege, nothing of the node",
    upstream: [
      "CKV_K8S_16",
      "CKV_K8S_20",
      "CKV_K8S_23",
      "CKV_K8S_28",
      "CKV_K8S_31",
      "CKV_K8S_37",
      "KSV-0001",
    ],
    problems: ({ spec }) => violations(spec, "restricted"),
    worsenings: {
      "as root": [/"runAsNonRoot":true/g, '"runAsNonRoot":false'],
      "with escalation": [/"allowPrivilegeEscalation":false/g, '"allowPrivilegeEscalation":true'],
      "with capabilities": [/"drop":\["ALL"\]/g, '"drop":[]'],
      "with privilege": [
        /"allowPrivilegeEscalation":false/g,
        '"allowPrivilegeEscalation":false,"privileged":true',
      ],
      "that see the node's processes": [/"containers":/g, '"hostPID":true,"containers":'],
      "without seccomp": [/"seccompProfile":\{[^}]*\}/g, '"seccompProfile":{"type":"Unconfined"}'],
      "on the host's network": [/"containers":/g, '"hostNetwork":true,"containers":'],
    },
  }),
  podRule({
    id: "own-pods-numbered",
    row: "P2",
    title: "Pods of ours run as a user by number: a kubelet cannot tell of a name that it is not root",
    upstream: ["CKV_K8S_23", "KSV-0012"],
    problems: ({ spec }) =>
      containersOf(spec)
        .filter(({ securityContext: own }) => !((own?.runAsUser ?? spec.securityContext?.runAsUser ?? 0) > 0))
        .map(({ name }) => `container ${name} runs as whomever its image names`),
    worsenings: {
      "of the image's user": [/"runAsUser":\d+/g, '"runAsGroup":1'],
      "of the user 0": [/"runAsUser":\d+/g, '"runAsUser":0'],
    },
  }),
  podRule({
    id: "own-pods-read-only",
    row: "P3",
    title: "Pods of ours cannot change the image that they run",
    upstream: ["CKV_K8S_22", "KSV-0014", "C-0017", "no-read-only-root-fs"],
    problems: ({ spec }) =>
      containersOf(spec)
        .filter(mayWrite)
        .map(({ name }) => `container ${name} may write to its image`),
    worsenings: { "that write": [/"readOnlyRootFilesystem":true/g, '"readOnlyRootFilesystem":false'] },
  }),
  podRule({
    id: "own-pods-bounded",
    row: "P4",
    title: "Pods of ours request what they need, and cannot take the node's memory",
    upstream: ["CKV_K8S_10", "CKV_K8S_12", "CKV_K8S_13", "KSV-0015", "KSV-0016", "KSV-0018"],
    problems: ({ spec }) => containersOf(spec).flatMap(resourceProblems),
    worsenings: {
      "without limits": [/"limits":/g, '"wishes":'],
      "without requests": [/"requests":\{"cpu/g, '"requests":{"gpu'],
    },
  }),
  podRule({
    id: "own-pods-exact",
    row: "P5",
    title: "Pods of ours run an exact version, which a node pulls once",
    upstream: ["CKV_K8S_14", "KSV-0013", "C-0306"],
    problems: ({ spec }) => containersOf(spec).flatMap(imageProblems),
    worsenings: {
      "of any version": [/"image":"([^:@"]+)[^"]*"/g, '"image":"$1:latest"'],
      "pulled each time": [/"imagePullPolicy":"IfNotPresent"/g, '"imagePullPolicy":"Always"'],
    },
  }),
  podRule({
    id: "own-pods-digest",
    row: "P5",
    title: "Pods of ours run an image by its digest",
    upstream: ["CKV_K8S_43"],
    problems: ({ spec }) =>
      containersOf(spec)
        .filter(({ image = "" }) => !/@sha256:[0-9a-f]{64}$/.test(image))
        .map(({ name }) => `container ${name} runs a tag, which can be moved`),
    worsenings: { "of a tag": [/@sha256:[0-9a-f]{64}/g, ""] },
    sample: [{ type: "Job", name: "sample", arguments: jobWithDigest() }],
  }),
  podRule({
    id: "own-servers-probed",
    row: "P8",
    title:
      "A server of ours is asked whether it has started, lives and is ready, and is not killed within a minute",
    upstream: ["CKV_K8S_8", "CKV_K8S_9", "C-0018", "C-0056"],
    kinds: ["Deployment", "StatefulSet", "DaemonSet"],
    problems: ({ spec }) => spec.containers.flatMap(probeProblems),
    worsenings: {
      "never asked whether they started": [/"startupProbe":/g, '"noProbe":'],
      "never asked whether they live": [/"livenessProbe":/g, '"noProbe":'],
      "never asked whether they are ready": [/"readinessProbe":/g, '"noProbe":'],
      "that die of one slow minute": [/"failureThreshold":\d+/g, '"failureThreshold":3'],
    },
  }),
  podRule({
    id: "own-pods-without-token",
    row: "P7",
    title: "Pods of ours carry no token for the Kubernetes API",
    upstream: ["CKV_K8S_38", "KSV-0036", "CIS 4.1.5", "CIS 4.1.6"],
    problems: ({ spec: { automountServiceAccountToken, serviceAccountName } }) => [
      ...(automountServiceAccountToken === false ? [] : ["carries a token"]),
      ...(serviceAccountName && serviceAccountName !== "default" ? [] : ["runs as the default account"]),
    ],
    worsenings: {
      "that say nothing of a token": [/"automountServiceAccountToken":false,/g, ""],
      "with a token": [/"automountServiceAccountToken":false/g, '"automountServiceAccountToken":true'],
      "of the default account": [/"serviceAccountName":"[^"]*"/g, '"serviceAccountName":"default"'],
    },
  }),
];

function probeProblems({ name, startupProbe, livenessProbe, readinessProbe }: Container): string[] {
  const probes = { startupProbe, livenessProbe, readinessProbe };
  const missing = Object.entries(probes).flatMap(([probe, given]) => (given ? [] : [probe]));
  const { periodSeconds = 10, failureThreshold = 3 } = livenessProbe ?? {};
  const patience = periodSeconds * failureThreshold;
  return [
    ...missing.map((probe) => `container ${name} has no ${probe}`),
    ...(patience < 60 ? [`container ${name} is killed after ${patience} seconds of silence`] : []),
  ];
}

/** At any depth, as a list: a chart's values are one text, whose pods `test/chart` reads. */
function holdsContainers(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsContainers);
  return isRecord(value) && (Array.isArray(value.containers) || Object.values(value).some(holdsContainers));
}

function jobWithDigest(): Sample["arguments"] {
  const image = `example.com/sample:1.0.0@sha256:${"0".repeat(64)}`;
  return { kind: "Job", spec: { template: { spec: { containers: [{ name: "sample", image }] } } } };
}
