import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import type { Environment } from "../../environments/schema";
import { definePlatform } from "../../stacks";
import type { TerraformJson } from "../support/terraform-json";
import { isLangfuse } from "./assertion";
import { type HelmRelease, helmReleases } from "./releases";
import { type Surroundings, surroundingsOf } from "./surroundings";

/** An environment as far as Helm and its surroundings are concerned. */
export interface SynthesizedEnvironment {
  /** For example `prod`, or `prod with okta`. */
  readonly label: string;
  readonly environment: Environment;
  readonly releases: readonly HelmRelease[];
  readonly surroundings: Surroundings;
  /** Whether the releases are all that the environment has. */
  readonly complete: boolean;
  /** Whose results count; the others are rendered because they hold what these need. */
  readonly concerns: (release: HelmRelease) => boolean;
}

/** Synthesizes one environment alone and reads its releases.
 *  @param scratch receives the files; removed by the caller */
export function synthesizeEnvironment(
  label: string,
  environment: Environment,
  scratch: string,
): SynthesizedEnvironment {
  const folder = mkdtempSync(join(scratch, "synth-"));
  const app = new App({ outdir: folder });
  definePlatform(app, environment);
  app.synth();
  const names = readdirSync(join(folder, "stacks"));
  const stacks = new Map(names.map((name) => [name, readStack(folder, name)]));
  return {
    label,
    environment,
    releases: names.flatMap((stack) => helmReleases({ stack, stacks }, folder)),
    surroundings: surroundingsOf([...stacks.values()]),
    complete: true,
    concerns: () => true,
  };
}

/** The same environment with the release of Langfuse alone, and the local charts that prepare its namespace. */
export function langfuseOnly(environment: SynthesizedEnvironment): SynthesizedEnvironment {
  const { releases } = environment;
  const near = releases.filter((release) => release.chart.kind === "local" || isLangfuse(release));
  return { ...environment, releases: near, complete: false, concerns: isLangfuse };
}

function readStack(folder: string, name: string): TerraformJson {
  return JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8"));
}
