import { imageProblems } from "../../chart/assertions/images";
import { mayWrite } from "../../chart/assertions/read-only-root";
import { resourceProblems } from "../../chart/assertions/resources";
import { containersOf, type KubernetesObject, type PodTemplate, podTemplates } from "../../chart/kubernetes";
import { violations } from "../../chart/pod-security";
import type { Block } from "../../support/terraform-json";
import { each, type Mutation } from "../mutants";
import { type Platform, type PlatformResource, resources } from "../platform";
import type { Rule, Sample } from "../rule";

/** Kinds of our own objects that start pods. */
const kinds: readonly string[] = ["Job", "CronJob", "ClickHouseInstallation", "ClickHouseKeeperInstallation"];

/** Pods of our own objects. Those that charts of others render are held by `test/chart`. */
export const podRules: readonly Rule[] = [
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
      "without seccomp": [/"seccompProfile":\{[^}]*\}/g, '"seccompProfile":{"type":"Unconfined"}'],
      "on the host's network": [/"containers":/g, '"hostNetwork":true,"containers":'],
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
      "of any version": [/"image":"([^:"]+):[^"]*"/g, '"image":"$1:latest"'],
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
    id: "own-pods-without-token",
    row: "P7",
    title: "Pods of ours carry no token for the Kubernetes API",
    upstream: ["CKV_K8S_38", "KSV-0036", "CIS 4.1.5", "CIS 4.1.6"],
    problems: ({ spec: { automountServiceAccountToken, serviceAccountName } }) => [
      ...(automountServiceAccountToken === false ? [] : ["carries a token"]),
      ...(serviceAccountName && serviceAccountName !== "default" ? [] : ["runs as the default account"]),
    ],
    worsenings: {
      "with a token": [/"automountServiceAccountToken":false/g, '"automountServiceAccountToken":true'],
      "of the default account": [/"serviceAccountName":"[^"]*"/g, '"serviceAccountName":"default"'],
    },
  }),
];

interface PodRule extends Pick<Rule, "id" | "title" | "upstream" | "sample"> {
  readonly row: string;
  /** What is wrong with the pods of one object. */
  readonly problems: (pods: PodTemplate) => readonly string[];
  /** By name, what stands in an object's JSON and what takes its place. */
  readonly worsenings: Readonly<Record<string, readonly [RegExp, string]>>;
}

function podRule({ row, problems, worsenings, ...rule }: PodRule): Rule {
  return {
    ...rule,
    rows: [row],
    appliesTo: () => true,
    check: (platform) =>
      kinds
        .flatMap((kind) => resources(platform, kind))
        .flatMap((resource) =>
          podTemplates([objectOf(resource)])
            .flatMap(problems)
            .map((problem) => ({ address: resource.address, problem })),
        ),
    mutants: (platform) =>
      kinds.flatMap((kind) =>
        Object.entries(worsenings).flatMap(([name, change]) => worsened(platform, { kind, name, change })),
      ),
  };
}

interface Worsening {
  readonly kind: string;
  readonly name: string;
  readonly change: readonly [RegExp, string];
}

function worsened(platform: Platform, { kind, name, change: [pattern, text] }: Worsening): Mutation {
  return each(platform, { type: kind, name: `with pods ${name}` }, (block: Block) => {
    Object.assign(block, JSON.parse(JSON.stringify(block).replace(pattern, text)));
  });
}

function objectOf({ arguments: block, type: kind }: PlatformResource): KubernetesObject {
  // The platform holds the object as it is: kind and name are its own.
  return { apiVersion: "", metadata: {}, ...block, kind };
}

function jobWithDigest(): Sample["arguments"] {
  const image = `example.com/sample:1.0.0@sha256:${"0".repeat(64)}`;
  return { kind: "Job", spec: { template: { spec: { containers: [{ name: "sample", image }] } } } };
}
