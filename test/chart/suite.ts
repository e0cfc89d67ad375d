import type { Assertion, RenderedEnvironment, RenderedRelease } from "./assertion";
import type { Chart } from "./charts";
import type { ChartPin, HelmRelease } from "./releases";
import { type RenderOptions, renderRelease } from "./render";
import { type CompletionPlace, completeChart } from "./subcharts";
import type { SynthesizedEnvironment } from "./synthesized-environment";
import { type Waiver, waive } from "./waivers";

/** What became of one release of one environment. */
export interface ReleaseResult {
  readonly release: HelmRelease;
  /** Where the chart came from, and what was left out of it. */
  readonly notes: readonly string[];
  readonly outcome:
    | { readonly kind: "checked"; readonly results: readonly AssertionResult[] }
    | { readonly kind: "failed"; readonly message: string }
    | { readonly kind: "skipped"; readonly reason: string };
}

/** An assertion with what contradicts it. */
export interface AssertionResult {
  readonly name: string;
  /** Those that no waiver accepts. */
  readonly problems: readonly string[];
  readonly waivers: readonly Waiver[];
}

/** Holds for a release that Helm renders, whose templates include the chart's own validation of its values. */
export const renders = "the chart renders, and accepts the values";

/** What the suite needs beside the environment. */
export interface SuiteOptions extends Pick<RenderOptions, "helm" | "scratch">, CompletionPlace {
  readonly find: (pin: ChartPin) => Promise<Chart>;
  readonly assertions: readonly Assertion[];
  readonly waivers: readonly Waiver[];
  /** As `YYYY-MM-DD`: a waiver ends on a day. */
  readonly today: string;
}

interface Attempt {
  readonly release: HelmRelease;
  readonly notes: readonly string[];
  readonly outcome:
    | Exclude<ReleaseResult["outcome"], { kind: "checked" }>
    | { kind: "rendered"; release: RenderedRelease };
}

/** What became of one environment, and what was rendered of it. */
export interface EnvironmentResult {
  readonly results: readonly ReleaseResult[];
  readonly rendered: RenderedEnvironment;
}

/** Renders every release of an environment and holds each against the assertions that concern it. */
export async function testEnvironment(
  { environment, releases, surroundings, complete, concerns }: SynthesizedEnvironment,
  options: SuiteOptions,
): Promise<EnvironmentResult> {
  const attempts = await Promise.all(
    releases.map((release) => attempt(release, environment.cluster.version, options)),
  );
  const rendered = attempts.flatMap(({ outcome }) => (outcome.kind === "rendered" ? [outcome.release] : []));
  const whole: RenderedEnvironment = {
    environment,
    releases: rendered,
    complete: complete && rendered.length === releases.length,
    surroundings,
  };
  const results = attempts
    .filter(({ release }) => concerns(release))
    .map(({ outcome, ...rest }) => ({
      ...rest,
      outcome: outcome.kind === "rendered" ? check(outcome.release, whole, options) : outcome,
    }));
  return { results, rendered: whole };
}

function check(release: RenderedRelease, environment: RenderedEnvironment, suite: SuiteOptions) {
  const results = suite.assertions
    .filter(({ concerns }) => concerns(release))
    .map(({ name, problems }): AssertionResult => {
      const found = orThrown(() => problems(release, environment));
      const { open, used } = waive(found, {
        assertion: name,
        release,
        waivers: suite.waivers,
        today: suite.today,
      });
      return { name, problems: open, waivers: used };
    });
  return { kind: "checked", results: [{ name: renders, problems: [], waivers: [] }, ...results] } as const;
}

/** An assertion that cannot find what it is about has failed. */
function orThrown(problems: () => string[]): string[] {
  try {
    return problems();
  } catch (error) {
    return [messageOf(error)];
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function attempt(
  release: HelmRelease,
  kubernetesVersion: string,
  options: SuiteOptions,
): Promise<Attempt> {
  const { find, helm, scratch, chartsFolder } = options;
  try {
    const chart = await find(release.chart);
    if (chart.kind === "unreachable")
      return { release, notes: [], outcome: { kind: "skipped", reason: chart.reason } };
    const { folder, leftOut } = completeChart(chart.folder, release.values, { scratch, chartsFolder });
    const objects = await renderRelease(release, { helm, folder, kubernetesVersion, scratch });
    const notes = [`from ${chart.origin}`, ...(leftOut.length ? [`without ${leftOut.join(", ")}`] : [])];
    return { release, notes, outcome: { kind: "rendered", release: { ...release, objects } } };
  } catch (error) {
    return { release, notes: [], outcome: { kind: "failed", message: messageOf(error) } };
  }
}
