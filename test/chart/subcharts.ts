import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { at } from "./kubernetes";

/** One entry of `dependencies` in Chart.yaml, as far as this test reads it. */
export interface Dependency {
  readonly name: string;
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

/** Leaves out the subcharts that a folder lacks, in a copy: a git checkout of a chart holds none of them.
 *  @param values documents in Helm's order, the last one wins
 *  @throws when the values switch a missing subchart on */
export function withoutMissingSubcharts(
  folder: string,
  values: readonly string[],
  scratch: string,
): CompleteChart {
  const chart = parse(readFileSync(join(folder, "Chart.yaml"), "utf8"));
  const dependencies: Dependency[] = chart.dependencies ?? [];
  const missing = dependencies.filter((dependency) => !isVendored(folder, dependency));
  if (missing.length === 0) return { folder, leftOut: [] };
  const defaults = join(folder, "values.yaml");
  const documents = [...(existsSync(defaults) ? [readFileSync(defaults, "utf8")] : []), ...values].map(
    (text) => parse(text),
  );
  for (const dependency of missing)
    if (isEnabled(dependency, documents))
      throw new Error(
        `'${folder}' lacks subchart '${dependency.name}', which the values use; run 'helm dependency build'`,
      );
  const copy = mkdtempSync(join(scratch, "chart-"));
  cpSync(folder, copy, { recursive: true });
  const kept = dependencies.filter((dependency) => !missing.includes(dependency));
  writeFileSync(join(copy, "Chart.yaml"), stringify({ ...chart, dependencies: kept }));
  return { folder: copy, leftOut: missing.map(({ name }) => name) };
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
