import { alerts } from "../../constructs/alert-rules";
import { dashboardOf } from "../../constructs/dashboard-links";
import { METRICS } from "../../constructs/metrics";
import { GRAFANA_RANGES, selectors } from "./promql";
import { recorded } from "./recorded";
import { named, panels } from "./written";

const expressions = panels.flatMap(({ name, targets }) => targets.map(({ expr }) => ({ name, expr })));

describe("every expression", () => {
  const used = expressions.flatMap(({ name, expr }) =>
    selectors(expr).map((selector) => ({ name, ...selector })),
  );
  const kindOf = new Map(
    METRICS.flatMap(({ name, kind }): [string, string][] =>
      kind === "histogram" ? [[`${name}_bucket`, "counter"]] : [[name, kind]],
    ),
  );

  it("reads metrics that something collects or a rule records", () => {
    // Prometheus's own account of alerts.
    const known = new Set([...kindOf.keys(), ...recorded(), "ALERTS"]);
    expect(
      used.filter(({ metric }) => !known.has(metric)).map(({ name, metric }) => `${name}: ${metric}`),
    ).toEqual([]);
  });

  it("reads counters as rates, over the interval that Grafana finds right", () => {
    const RATES = ["rate", "increase"];
    const counters = used.filter(({ metric }) => kindOf.get(metric) === "counter");
    expect(counters.length).toBeGreaterThan(10);
    expect(
      named(
        counters.filter(
          ({ within, range = "" }) => !RATES.includes(within[0] ?? "") || !GRAFANA_RANGES.includes(range),
        ),
      ),
    ).toEqual([]);
  });

  it("never takes the rate of a gauge, least of all of CloudWatch's sums", () => {
    const rated = used.filter(
      ({ metric, within }) =>
        within.some((call) => /^(rate|irate|increase)$/.test(call)) && kindOf.get(metric) !== "counter",
    );
    expect(named(rated)).toEqual([]);
  });
});

describe("every alert", () => {
  const onCall = alerts.filter(({ alert }) => alert !== "Watchdog");
  const linked = panels.flatMap(({ uid, links = [], targets }) =>
    links.map(({ url }) => ({ uid, targets, alert: /\/alerts\/(\w+)\.md$/.exec(url)?.[1] ?? url })),
  );

  it("is explained by a panel of the dashboard to which it links", () => {
    const unseen = onCall.filter(
      ({ alert, labels }) =>
        !linked.some((panel) => panel.alert === alert && panel.uid === dashboardOf[labels.component]),
    );
    expect(unseen.map(({ alert }) => alert)).toEqual([]);
  });

  it("reads a metric that its panel shows", () => {
    const blind = linked.filter(({ alert, targets }) => {
      const rule = onCall.find((each) => each.alert === alert);
      const read = selectors(rule?.expr ?? "absent_rule").map(({ metric }) => metric);
      return !targets.some(({ expr }) => selectors(expr).some(({ metric }) => read.includes(metric)));
    });
    expect(blind.map(({ uid, alert }) => `${uid}: ${alert}`)).toEqual([]);
  });

  it("reads no metric that is on no panel", () => {
    const shown = new Set(expressions.flatMap(({ expr }) => selectors(expr).map(({ metric }) => metric)));
    const hidden = onCall.flatMap(({ alert, expr }) =>
      selectors(expr)
        .filter(({ metric }) => !shown.has(metric))
        .map(({ metric }) => `${alert}: ${metric}`),
    );
    expect(hidden).toEqual([]);
  });

  it("exists, where a panel names one", () => {
    const names = alerts.map(({ alert }) => alert);
    expect(linked.filter(({ alert }) => !names.includes(alert))).toEqual([]);
  });
});
