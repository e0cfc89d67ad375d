import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { at } from "./kubernetes";

/** One entry of `dependencies` in Chart.yaml, as far as this test reads it. */
export interface Dependency {
  readonly name: string;
  readonly version?: string;
  readonly alias?: string;
  /** Paths of values, separated by commas; the first one that is set decides. */
  readonly condition?: string;
}

/** A chart that Helm can render although its folder lacks the charts it depends on. */
export interface CompleteChart {
  readonly folder: string;
  /** Subcharts that were left out because the values switch them off. */
  readonly leftOut: readonly string[];
}

/** Where to make a chart complete. */
export interface CompletionPlace {
  /** Receives the copy; removed by the caller. */
  readonly scratch: string;
  /** Holds one folder per chart, from which subcharts are taken that the chart's own folder lacks.
   * @default - none are */
  readonly chartsFolder?: string;
}

/** Completes a chart, in a copy: a git checkout of one holds none of its subcharts. Those that the values switch off are
 *  left out, the others are taken from the folder of all charts.
 *  @param values documents in Helm's order, the last one wins
 *  @throws when the values switch on a subchart that cannot be had */
export function completeChart(
  folder: string,
  values: readonly string[],
  { scratch, chartsFolder }: CompletionPlace,
): CompleteChart {
  const chart = parse(readFileSync(join(folder, "Chart.yaml"), "utf8"));
  const dependencies: Dependency[] = chart.dependencies ?? [];
  const missing = dependencies.filter((dependency) => !isVendored(folder, dependency));
  if (missing.length === 0) return { folder, leftOut: [] };
  const defaults = join(folder, "values.yaml");
  const documents = [...(existsSync(defaults) ? [readFileSync(defaults, "utf8")] : []), ...values].map(
    (text) => parse(text),
  );
  const leftOut = missing.filter((dependency) => !isEnabled(dependency, documents));
  const copy = mkdtempSync(join(scratch, "chart-"));
  cpSync(folder, copy, { recursive: true });
  for (const dependency of missing)
    if (!leftOut.includes(dependency))
      cpSync(neighbour(dependency, folder, chartsFolder), join(copy, "charts", dependency.name), {
        recursive: true,
      });
  const kept = dependencies.filter((dependency) => !leftOut.includes(dependency));
  writeFileSync(join(copy, "Chart.yaml"), stringify({ ...chart, dependencies: kept }));
  return { folder: copy, leftOut: leftOut.map(({ name }) => name) };
}

function neighbour({ name, version }: Dependency, folder: string, chartsFolder: string | undefined): string {
  const found = chartsFolder === undefined ? undefined : join(chartsFolder, name);
  if (found === undefined || !existsSync(found))
    throw new Error(
      `'${folder}' lacks subchart '${name}', which the values use; run 'helm dependency build'`,
    );
  const { version: own } = parse(readFileSync(join(found, "Chart.yaml"), "utf8"));
  if (own === version) return found;
  throw new Error(`'${found}' is version ${own} but '${folder}' wants ${version}; check out that version`);
}

/** Whether Helm would render a subchart: without a condition it always does. */
export function isEnabled({ condition = "" }: Dependency, documents: readonly unknown[]): boolean {
  const settings = condition.split(",").map((path) => lastSet(documents, path.trim().split(".")));
  return settings.find((setting) => typeof setting === "boolean") !== false;
}

function lastSet(documents: readonly unknown[], path: readonly string[]): unknown {
  return documents.map((document) => at(document, ...path)).findLast((value) => value !== undefined);
}

function isVendored(folder: string, { name }: Dependency): boolean {
  const charts = join(folder, "charts");
  if (!existsSync(charts)) return false;
  return readdirSync(charts).some(
    (entry) => entry === name || (entry.startsWith(`${name}-`) && entry.endsWith(".tgz")),
  );
}
