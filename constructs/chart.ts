import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { load } from "js-yaml";
import { literal, wiringValues } from "./helm-values";

export interface ChartProps {
  /** Must exist. */
  readonly namespace: string;
  /** Of the release.
   * @default - the chart's */
  readonly name?: string;
  /** Values that differ between environments or come from AWS; all others stand in `charts-values/<chart>.yaml`. */
  readonly wiring: Readonly<Record<string, unknown>>;
  /** What must be in the cluster first: the namespace, nodes, kinds of custom resources. */
  readonly after: readonly ITerraformDependable[];
  /** Seconds until a release that is not ready is rolled back.
   * @default 300 */
  readonly timeout?: number;
}

/** Where a chart comes from, as `charts-values/Chart.yaml` pins it. */
interface Pin {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
}

const FOLDER = join(__dirname, "..", "charts-values");

/** A chart of others as one Helm release. The chart's name is the construct's id, its pin and its file of values. A release that
 *  does not become ready is undone, and the plan that made it fails.
 *  @throws when `charts-values` holds no pin or no values for the chart */
export class Chart extends Construct {
  readonly release: ITerraformDependable;

  constructor(
    scope: Construct,
    id: string,
    { namespace, name = id, wiring, after, timeout = 300 }: ChartProps,
  ) {
    super(scope, id);
    const { repository, version } = pinOf(id);
    this.release = new Release(this, "release", {
      name,
      namespace,
      chart: id,
      repository,
      version,
      values: [literal(policyOf(id)), wiringValues(wiring)],
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      waitForJobs: true,
      timeout,
      maxHistory: 5,
      dependsOn: [...after],
    });
  }
}

/** Read once: every environment installs the same charts. */
const { dependencies: pins } = load(readFileSync(join(FOLDER, "Chart.yaml"), "utf8")) as {
  // As Helm defines the file, and Renovate reads it.
  dependencies: readonly Pin[];
};

/** @throws when `charts-values/Chart.yaml` does not name the chart */
export function pinOf(chart: string): Pin {
  const pin = pins.find(({ name }) => name === chart);
  if (!pin) throw new Error(`chart '${chart}' is not pinned; add it to charts-values/Chart.yaml`);
  return pin;
}

function policyOf(chart: string): string {
  const file = join(FOLDER, `${chart}.yaml`);
  if (!existsSync(file))
    throw new Error(`chart '${chart}' has no values; write charts-values/${chart}.yaml, with reasons`);
  return readFileSync(file, "utf8");
}
