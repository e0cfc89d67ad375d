import type { Environment } from "../../environments/schema";
import type { KubernetesObject } from "./kubernetes";
import type { HelmRelease } from "./releases";
import type { Surroundings } from "./surroundings";

/** A release with what Helm renders from it. */
export interface RenderedRelease extends HelmRelease {
  readonly objects: readonly KubernetesObject[];
}

/** Everything that one environment puts into its cluster. */
export interface RenderedEnvironment {
  readonly environment: Environment;
  readonly releases: readonly RenderedRelease[];
  /** False when a chart could not be had: what is missing may then stand in it. */
  readonly complete: boolean;
  readonly surroundings: Surroundings;
}

/** One property that must hold for a release. */
export interface Assertion {
  /** The property as a sentence, for example `every image is pinned`. */
  readonly name: string;
  /** Releases that the property is about. */
  readonly concerns: (release: RenderedRelease) => boolean;
  /** What contradicts the property, naming the object and the remedy; empty when it holds. */
  readonly problems: (release: RenderedRelease, environment: RenderedEnvironment) => string[];
}

/** For properties of every release. */
export const everyRelease = (): boolean => true;

/** The release of the Langfuse chart itself. */
export function isLangfuse({ chart }: HelmRelease): boolean {
  return chart.kind === "upstream" && chart.name === "langfuse";
}

/** All objects of an environment, or of some of its releases, with the namespace in which they end. */
export function allObjects({ releases }: Pick<RenderedEnvironment, "releases">): KubernetesObject[] {
  return releases.flatMap(({ namespace, objects }) =>
    objects.map((object) => ({
      ...object,
      metadata: { ...object.metadata, namespace: object.metadata.namespace ?? namespace },
    })),
  );
}
