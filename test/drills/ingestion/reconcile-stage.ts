import { join } from "node:path";
import { type Outcome, run } from "../../emulated/support/processes";
import { hearingFigures } from "../../support/figures";
import type { Engine } from "../clickhouse/engine";
import { REPOSITORY, type Worker } from "./worker";

/** In milliseconds. */
export const HOUR = 3_600_000;
/** The newest hour that a run looks at, whatever the minute is. */
export const LAST = Math.floor(Date.now() / HOUR) * HOUR - 2 * HOUR;

/** What the job asks, and where it runs. */
export interface Stage {
  readonly worker: Worker;
  readonly engine: Engine;
}

/** Of the events of a project that came in an hour. */
export const folderOf = (project: string, hour: number) =>
  `otel/${project}/${new Date(hour).toISOString().slice(0, 13).replace(/[-T]/g, "/")}/15`;

/** What a client sent, as web stores it: ids as text or as bytes. */
export const spans = (...ids: readonly (string | Buffer)[]) => [
  { scopeSpans: [{ spans: ids.map((spanId) => ({ traceId: "t1", spanId, name: "a" })) }] },
];

/** Stores a span as a worker does. */
export function store(
  { engine }: Stage,
  project: string,
  path: string,
  span: string,
  trace = "t1",
): Promise<unknown> {
  return engine.query(`INSERT INTO default.events_full
    (project_id, trace_id, span_id, start_time, blob_storage_file_path, event_ts)
    VALUES ('${project}', '${trace}', '${span}', '2026-11-22 01:00:00', '${path}', now64(6))`);
}

/** Runs the job as its container does, and returns its figures too. */
export async function job(
  { worker, engine }: Stage,
  changed: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const script = join(REPOSITORY, "charts-values", "operations", "reconcile.js");
  const { outcome, lines } = await hearingFigures((figures) =>
    run("node", [script], {
      folder: REPOSITORY,
      variables: {
        ...worker.variables,
        CLICKHOUSE_URL: engine.url,
        FIGURES_JOB: "reconcile",
        ...figures,
        ...changed,
      },
    }),
  );
  return { ...outcome, figures: lines.filter((line) => !/\.seconds:/.test(line)).sort() };
}

/** What a run said. */
export interface Told extends Outcome {
  readonly figures: readonly string[];
}

/** Figures that a run must report, in the order in which {@link job} returns them. */
export const figures = (objects: number, missing: number, ...gaps: readonly string[]) => [
  ...gaps.map((gap) => `operations.reconcile.gap:${gap}`),
  `operations.reconcile.missing:${missing}|g`,
  `operations.reconcile.objects:${objects}|g`,
  "operations.reconcile.unlisted_projects:0|g",
];

/** As the tag of a gap names it. */
export const hourOf = (time: number) => new Date(time).toISOString().slice(0, 13);
