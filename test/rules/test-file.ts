import type { RecordingRule } from "../../constructs/alert-limits";
import type { AlertingRule } from "../../constructs/alert-rules";
import { recordingsBehind } from "./rule-book";
import type { Always, Calm, Levels, Recorded, Scenario, Trouble } from "./scenario";
import { type InputSeries, inputSeries } from "./timeline";

/** Rules, series, and what must come of them when: in promtool's words.
 *  https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules */
export interface PromtoolFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly object[] }[];
  readonly evaluation_interval: string;
  readonly tests: readonly {
    readonly interval: string;
    readonly input_series: readonly InputSeries[];
    readonly alert_rule_test?: readonly Expectation[];
    readonly promql_expr_test?: readonly {
      readonly expr: string;
      readonly eval_time: string;
      readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
    }[];
  }[];
}

interface Expectation {
  readonly eval_time: string;
  readonly alertname: string;
  readonly exp_alerts: readonly {
    readonly exp_labels: Readonly<Record<string, string>>;
    readonly exp_annotations?: Readonly<Record<string, string>>;
  }[];
}

/** What happens, and which alerts that makes. */
interface Story {
  readonly step: 1 | 5;
  readonly series: readonly InputSeries[];
  readonly expect: readonly Expectation[];
}

/** One scenario of an alert, with the recordings that it reads. */
export function alertTest(rule: AlertingRule, scenario: Scenario): PromtoolFile {
  const recordings = recordingsBehind(rule.expr, namesIn(scenario));
  const { alert, expr, labels, annotations } = rule;
  const { step, series, expect } = storyOf(rule, recordings, scenario);
  const alerts = [
    // Without a text, whose value may still move while the alert begins to fire.
    { alert, expr, for: rule.for, labels },
    {
      alert: messageOf(alert),
      expr,
      for: rule.for,
      labels,
      annotations: { description: annotations.description },
    },
  ];
  return {
    groups: [
      { name: "recordings", rules: recordings },
      { name: "alert", rules: alerts },
    ],
    evaluation_interval: `${step}m`,
    tests: [{ interval: `${step}m`, input_series: series, alert_rule_test: expect }],
  };
}

/** One case of a recording rule; what it reads is given as it is, also where other rules would record it. */
export function recordingTest(rule: RecordingRule, { series, is }: Recorded["cases"][number]): PromtoolFile {
  return {
    groups: [
      { name: "recordings", rules: [...recordingsBehind(rule.expr, Object.keys(series).map(nameOf)), rule] },
    ],
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        input_series: inputSeries([{ minutes: 11, levels: series }], 1),
        promql_expr_test: [
          {
            expr: rule.record,
            eval_time: "10m",
            exp_samples: Object.entries(is).map(([labels, value]) => ({
              labels: rule.record + labels,
              value,
            })),
          },
        ],
      },
    ],
  };
}

function storyOf(rule: AlertingRule, recordings: readonly RecordingRule[], scenario: Scenario): Story {
  if ("healthy" in scenario) return trouble(rule, recordings, scenario);
  return "series" in scenario ? calm(rule, scenario) : always(rule, scenario);
}

function trouble(rule: AlertingRule, recordings: readonly RecordingRule[], scenario: Trouble): Story {
  const {
    healthy,
    broken,
    after,
    says,
    reacts = 0,
    rests = 0,
    forgets = 0,
    before = 10,
    step = 1,
  } = scenario;
  // A range holds one sample more or less at its edges, by the version of Prometheus: no check stands on an edge.
  const looksBack = [rule, ...recordings].some(({ expr }) => /\[\d+[smhd]\]/.test(expr));
  const slack = looksBack ? step : 0;
  const fires = before + reacts + minutes(rule.for);
  const ends = fires + slack + rests + 2 * step;
  const labels = { ...rule.labels, ...scenario.labels };
  const phases = [
    { minutes: before, levels: healthy },
    { minutes: ends - before, levels: { ...healthy, ...broken } },
    { minutes: forgets + slack + step, levels: { ...healthy, ...after } },
  ];
  return {
    step,
    series: inputSeries(phases, step),
    expect: [
      silent(rule, before - step),
      silent(rule, Math.max(before - step, fires - slack - step)),
      { ...silent(rule, fires + slack), exp_alerts: [{ exp_labels: labels }] },
      ...(says ? [message(rule, ends - step, labels, says)] : []),
      silent(rule, ends + forgets + slack),
    ],
  };
}

function calm(rule: AlertingRule, { series, next, settled = 0 }: Calm): Story {
  const hour = 60 + minutes(rule.for);
  const phases = [series, { ...series, ...next }].map((levels) => ({ levels, minutes: hour }));
  // Every ten minutes: what fires for a moment is no calm.
  const checks = Math.floor((2 * hour - 1 - settled) / 10);
  return {
    step: 1,
    series: inputSeries(phases, 1),
    expect: Array.from({ length: checks }, (_, index) => silent(rule, settled + (index + 1) * 10)),
  };
}

function always(rule: AlertingRule, { says }: Always): Story {
  return {
    step: 1,
    series: [],
    expect: [
      { ...silent(rule, 0), exp_alerts: [{ exp_labels: rule.labels }] },
      message(rule, 60, rule.labels, says),
    ],
  };
}

const silent = ({ alert }: AlertingRule, minute: number): Expectation => ({
  eval_time: `${minute}m`,
  alertname: alert,
  exp_alerts: [],
});

const message = (
  { alert }: AlertingRule,
  minute: number,
  labels: Readonly<Record<string, string>>,
  says: string,
): Expectation => ({
  eval_time: `${minute}m`,
  alertname: messageOf(alert),
  exp_alerts: [{ exp_labels: labels, exp_annotations: { description: says } }],
});

const messageOf = (alert: string) => `${alert} as a message`;

function namesIn(scenario: Scenario): string[] {
  const levels: Levels =
    "healthy" in scenario
      ? { ...scenario.healthy, ...scenario.broken }
      : "series" in scenario
        ? scenario.series
        : {};
  return Object.keys(levels).map(nameOf);
}

const nameOf = (series: string) => series.replace(/\{.*/s, "");

/** Minutes of a duration such as `15m` or `1h`. */
function minutes(duration: string): number {
  const [, number, unit] = /^(\d+)([mh])$/.exec(duration) ?? [];
  if (!number) throw new Error(`duration '${duration}' is not of whole minutes or hours; write it as '90m'`);
  return Number(number) * (unit === "h" ? 60 : 1);
}
