import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environments } from "../../environments";
import { environmentWithSso, ssoFixtures } from "../fixtures/sso";
import { endWith } from "../support/end-with";
import { assertions } from "./assertions";
import { type Chart, chartFinder } from "./charts";
import { findHelm } from "./helm";
import { type ChartMutants, chartMutants } from "./mutation";
import type { ChartPin } from "./releases";
import { count, report } from "./report";
import { type ReleaseResult, type SuiteOptions, testEnvironment } from "./suite";
import { langfuseOnly, type SynthesizedEnvironment, synthesizeEnvironment } from "./synthesized-environment";
import { waivers } from "./waivers";
import { worsenings } from "./worsenings";

type Find = (pin: ChartPin) => Promise<Chart>;

/** Renders every chart of every environment with Helm, as a deployment would install it, and checks the objects.
 *
 *      npm run test:chart                what can be rendered here; a chart that cannot be had is skipped and named
 *      npm run test:chart -- --local     only the charts of this repository
 *      npm run test:chart -- --can-run   whether everything can be rendered here: one line, and 0 or 1
 *
 *  Variables: `HELM` (the program; else `PATH` is searched), `LANGFUSE_CHART` (a folder with the Langfuse chart),
 *  `CHARTS_DIR` (a folder with one folder per chart); a chart in neither is pulled from its registry. With `CI` set
 *  nothing may be skipped. */
async function main(options: readonly string[]): Promise<number> {
  const { HELM, PATH, CI, LANGFUSE_CHART: langfuseChart, CHARTS_DIR: chartsFolder } = process.env;
  const helm = findHelm({ HELM, PATH });
  const probing = options.includes("--can-run");
  if (!helm) {
    console.log("no Helm here: set HELM, or run 'npx tsx test/chart/install-helm.ts <folder>'");
    return CI || probing ? 1 : 0;
  }
  const scratch = mkdtempSync(join(tmpdir(), "chart-test-"));
  try {
    const find = chartFinder({ helm, langfuseChart, chartsFolder, scratch });
    const synthesized = [
      ...environments.map((environment) => synthesizeEnvironment(environment.name, environment, scratch)),
      ...Object.entries(ssoFixtures).map(([kind, provider]) =>
        langfuseOnly(synthesizeEnvironment(`sign-in by ${kind}`, environmentWithSso(provider), scratch)),
      ),
    ];
    if (probing) return await canRun(synthesized, find);
    const local = options.includes("--local");
    const today = new Date().toISOString().slice(0, 10);
    const chosen = local ? onlyLocal(find) : find;
    const suite = { find: chosen, helm, scratch, chartsFolder, assertions, waivers, today };
    return await test(synthesized, suite, { maySkip: local || !CI });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function canRun(synthesized: readonly SynthesizedEnvironment[], find: Find): Promise<number> {
  const pins = synthesized.flatMap(({ releases }) => releases.map(({ chart }) => chart));
  const charts = await Promise.all(pins.map(find));
  const reasons = charts.flatMap((chart) => (chart.kind === "unreachable" ? [chart.reason] : []));
  console.log(reasons.length ? `chart registry unreachable: ${[...new Set(reasons)].join(", ")}` : "can run");
  return reasons.length ? 1 : 0;
}

async function test(
  synthesized: readonly SynthesizedEnvironment[],
  suite: SuiteOptions,
  { maySkip }: { readonly maySkip: boolean },
): Promise<number> {
  const results: ReleaseResult[] = [];
  let unseen = 0;
  for (const environment of synthesized) {
    const { results: own, rendered } = await testEnvironment(environment, suite);
    for (const result of own) console.log(report(environment.label, result).join("\n"));
    results.push(...own);
    // One environment that is whole is enough: the others hold the same kinds of objects.
    if (environment.environment.serviceLevel === "production" && rendered.complete)
      unseen += reportMutants(environment.label, chartMutants(rendered, { assertions, worsenings }));
  }
  const { passed, failed, skipped, needless, traps } = count(results, suite.waivers);
  for (const { assertion, release, reason } of needless)
    console.log(
      `needless waiver for ${release}, '${assertion}' (${reason}): remove it from test/chart/waivers.ts`,
    );
  for (const { line } of traps) console.log(line);
  if (skipped.length) console.log(`skipped: ${skipped.join(", ")}`);
  console.log(`${passed} passed, ${failed + unseen} failed`);
  return failed + unseen > 0 || passed === 0 || (skipped.length > 0 && !maySkip) ? 1 : 0;
}

function reportMutants(label: string, { made, problems }: ChartMutants): number {
  console.log(`${label}: ${made} broken copies of its objects, of which ${problems.length} went unseen`);
  for (const problem of problems) console.log(`  ${problem}`);
  return problems.length;
}

function onlyLocal(find: Find): Find {
  return async (pin) => (pin.kind === "local" ? find(pin) : { kind: "unreachable", reason: "not asked for" });
}

endWith(main(process.argv.slice(2)));
