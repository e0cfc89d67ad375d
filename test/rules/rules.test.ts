import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { alerts } from "../../constructs/alert-rules";
import { controllerNamespaces, namespaces } from "../../constructs/namespaces";
import { selectors } from "../dashboards/promql";
import { labelsOf } from "./labels";
import { metricOf, reads, recorded, rules } from "./reads";
import { recordingRules, ruleGroups, rulePaths } from "./rule-book";
import { scenarios } from "./scenarios";
import { nameProblems } from "./subjects";

const CHARTS = join(__dirname, "..", "..", "charts-values");

const RATES = ["rate", "increase"];

/** Seconds of a duration such as `5m`. */
function seconds(duration: string): number {
  const [, number, unit = ""] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  return Number(number) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? Number.NaN);
}

describe("every expression", () => {
  it("reads counters as rates, or asks whether there are any", () => {
    const counters = reads.filter(({ metric }) => metricOf(metric)?.kind === "counter");
    // Whether a counter has been there before is no question of its value.
    const born = rules.filter(({ expr }) => /\bunless\b[^)]*\boffset\b/.test(expr)).map(({ name }) => name);
    expect(born).toEqual(["LangfuseRowsDropped"]);
    expect(counters.length).toBeGreaterThan(10);
    expect(
      counters
        .filter(({ name, within }) => !RATES.includes(within[0] ?? "") && !born.includes(name))
        .map(({ name, metric }) => `${name}: ${metric}`),
    ).toEqual([]);
  });

  it("takes the rate of counters only, never of CloudWatch's sums", () => {
    const rated = reads.filter(({ within }) => within.some((call) => RATES.includes(call)));
    expect(rated.filter(({ metric }) => metricOf(metric)?.kind !== "counter")).toEqual([]);
  });

  it("looks back on four samples at least", () => {
    const { prometheus } = parse(readFileSync(join(CHARTS, "kube-prometheus-stack.yaml"), "utf8"));
    const scrape = seconds(prometheus.prometheusSpec.scrapeInterval);
    const minute = Math.max(...ruleGroups.map(({ interval = "30s" }) => seconds(interval)));
    expect(scrape).toBeLessThanOrEqual(minute);
    const ranges = reads.flatMap(({ name, range }) => (range ? [{ name, range }] : []));
    expect(ranges.length).toBeGreaterThan(20);
    expect(ranges.filter(({ range }) => !(seconds(range) >= 4 * minute))).toEqual([]);
  });

  it("counts over time either what is recorded or what is scraped: one has twice as many samples", () => {
    const mixed = rules.filter(({ expr }) => {
      const counted = selectors(expr).filter(({ within }) => within[0] === "sum_over_time");
      return new Set(counted.map(({ metric }) => recorded.has(metric))).size > 1;
    });
    expect(mixed).toEqual([]);
  });

  it("reads each limit of the environment, and no other", () => {
    const limits = [...recorded].filter((name) => name.startsWith("langfuse:limit:"));
    const used = reads.map(({ metric }) => metric).filter((metric) => metric.startsWith("langfuse:limit:"));
    expect([...new Set(used)].sort()).toEqual(limits.sort());
  });

  it("looks back as far as its name says", () => {
    const windows = recordingRules.flatMap(({ record, expr }) =>
      selectors(expr).flatMap(({ range }) =>
        range ? [{ record, window: record.split(":").at(-1), range }] : [],
      ),
    );
    expect(windows.length).toBeGreaterThan(14);
    expect(windows.filter(({ window, range }) => window !== range)).toEqual([]);
  });

  it("watches every namespace of ours, and kube-system", () => {
    const all = [...Object.values(namespaces), ...Object.values(controllerNamespaces), "kube-system"].sort();
    const lists = rules.flatMap(({ expr }) =>
      [...expr.matchAll(/namespace=~"([^"]+)"/g)].map(([, list = ""]) => list.split("|").sort()),
    );
    const long = lists.filter((list) => list.includes("kube-system"));
    expect(long).toEqual([all, all, all]);
    expect(lists.flat().filter((namespace) => !all.includes(namespace))).toEqual([]);
  });
});

describe("every alert", () => {
  it("is named in one word, which is a file name as well", () => {
    expect(alerts.filter(({ alert }) => !/^[A-Z][A-Za-z0-9]+$/.test(alert))).toEqual([]);
  });

  it("has a severity that somebody routes, and waits a stated time", () => {
    for (const { labels, ...rule } of alerts) {
      expect(Object.keys(labels).sort()).toEqual(["component", "severity"]);
      expect(["critical", "warning", "info"]).toContain(labels.severity);
      expect(rule.for).toMatch(/^\d+[mh]$/);
    }
  });

  it("waits, when it misses something: a restart of Prometheus misses everything for a moment", () => {
    const hasty = alerts.filter(({ expr, for: time }) => /\babsent\(/.test(expr) && seconds(time) < 180);
    expect(hasty).toEqual([]);
  });

  it("says in one fixed sentence what is wrong, and in another how much of it", () => {
    for (const { annotations } of alerts) {
      expect(annotations.summary).toMatch(/^[A-Z][^{}]+[^.{}]$/);
      expect(annotations.description).toMatch(/^[A-Z{].+\.$/);
    }
  });

  it("describes with labels that its expression keeps", () => {
    const missing = alerts.flatMap(({ alert, expr, annotations }) => {
      const labels = labelsOf(expr);
      const printed = [...annotations.description.matchAll(/\{\{ \$labels\.(\w+)/g)].map(
        ([, label = ""]) => label,
      );
      return printed.filter((label) => labels && !labels.has(label)).map((label) => `${alert}: ${label}`);
    });
    expect(missing).toEqual([]);
  });

  it("has a reason beside it, for its threshold or for its patience", () => {
    const files = rulePaths.map((file) => readFileSync(file, "utf8"));
    const blocks = files.flatMap((text) => text.split(/^ {6}- alert: /m).slice(1));
    expect(blocks.length).toBe(alerts.length);
    expect(blocks.filter((block) => !block.includes(" # ")).map((block) => block.split("\n")[0])).toEqual([]);
  });

  it("has a scenario, and each scenario an alert", () => {
    expect(nameProblems()).toEqual([]);
  });

  it("has its description compared in a scenario", () => {
    const silent = scenarios.filter(({ fires }) => !fires.some(({ says }) => says));
    expect(silent.map(({ alert }) => alert)).toEqual([]);
  });
});
