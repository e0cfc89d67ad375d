import type { Level, Levels } from "./scenario";

/** Some minutes in which every series does one thing. */
export interface Phase {
  readonly minutes: number;
  readonly levels: Levels;
}

/** One series, as promtool reads it. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** Writes phases in promtool's notation, in which `5+2x3` are the four values 5, 7, 9 and 11.
 *  https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules */
export function inputSeries(phases: readonly Phase[], step: number): InputSeries[] {
  const names = new Set(phases.flatMap(({ levels }) => Object.keys(levels)));
  return [...names].map((series) => ({ series, values: values(series, phases, step) }));
}

function values(series: string, phases: readonly Phase[], step: number): string {
  const written: string[] = [];
  let last: number | undefined;
  for (const { minutes, levels } of phases) {
    const level: Level = levels[series] ?? "gone";
    const count = Math.ceil(minutes / step);
    if (level === "gone") {
      // The marker that Prometheus itself writes when a target vanishes; without it the last value would live on.
      written.push("stale", ...(count > 1 ? [`_x${count - 1}`] : []));
      last = undefined;
      continue;
    }
    const { from, each } = parts(level);
    const slope = each * step;
    const first: number = from ?? (last === undefined ? 0 : last + slope);
    written.push(`${first}${slope < 0 ? "-" : "+"}${Math.abs(slope)}x${count - 1}`);
    last = first + slope * (count - 1);
  }
  return written.join(" ");
}

/** Where a level starts, if it says so, and how it changes each minute. */
function parts(level: Exclude<Level, "gone">): { readonly from?: number; readonly each: number } {
  if (typeof level === "number") return { from: level, each: 0 };
  const [, from, each] = /^([\d.]*)([+-][\d.]+)$/.exec(level) ?? [];
  return { from: from ? Number(from) : undefined, each: Number(each) };
}
