import { type KubernetesObject, type PodTemplate, podTemplates } from "../chart/kubernetes";
import type { Block } from "../support/terraform-json";
import { each, type Mutation } from "./mutants";
import { type Platform, type PlatformResource, resources } from "./platform";
import type { Rule } from "./rule";

interface PodRule extends Pick<Rule, "id" | "title" | "upstream" | "sample"> {
  readonly row: string;
  /** Of which kinds of objects.
   * @default - of every kind that starts pods */
  readonly kinds?: readonly string[];
  /** What is wrong with the pods of one object. */
  readonly problems: (pods: PodTemplate, platform: Platform) => readonly string[];
  /** By name, what stands in an object's JSON and what takes its place. */
  readonly worsenings: Readonly<Record<string, readonly [RegExp, string]>>;
}

/** A rule about the pods of our own objects, of whatever kind these are: one of a new kind is held by it from its first day.
 *  Pods that charts of others render are held by `test/chart`. */
export function podRule({ row, kinds, problems, worsenings, ...rule }: PodRule): Rule {
  return {
    ...rule,
    rows: [row],
    appliesTo: () => true,
    check: (platform) =>
      starters(platform, kinds).flatMap((resource) =>
        podsOf(resource)
          .flatMap((pods) => problems(pods, platform))
          .map((problem) => ({ address: resource.address, problem })),
      ),
    mutants: (platform) =>
      [...new Set(starters(platform, kinds).map(({ type }) => type))].flatMap((kind) =>
        Object.entries(worsenings).flatMap(([name, change]) => worsened(platform, { kind, name, change })),
      ),
  };
}

/** Objects of ours that start pods. */
export function starters(
  platform: Platform,
  kinds: readonly string[] = clusterKinds(platform),
): PlatformResource[] {
  return kinds.flatMap((kind) => resources(platform, kind)).filter((resource) => podsOf(resource).length > 0);
}

/** The pods that an object of ours starts. */
export function podsOf({ arguments: block, type: kind }: PlatformResource): PodTemplate[] {
  // The platform holds the object as it is: kind and name are its own.
  const object: KubernetesObject = { apiVersion: "", metadata: {}, ...block, kind };
  return podTemplates([object]);
}

/** Kinds of our own objects in the cluster. Terraform's types begin with a small letter, CloudFormation's have colons. */
export function clusterKinds(platform: Platform): string[] {
  return [...platform.resources.keys()].filter((type) => /^[A-Z]\w+$/.test(type));
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
