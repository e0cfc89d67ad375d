import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Assertion, RenderedRelease } from "../../assertion";
import { at, listAt, nameOf, ofKind } from "../../kubernetes";

const isStack = ({ chart }: RenderedRelease) =>
  chart.kind === "upstream" && chart.name === "kube-prometheus-stack";

const KINDS = ["serviceMonitor", "podMonitor", "probe", "rule"] as const;

/** The chart's default takes objects with the label of its own release only, and ignores the rest in silence. */
export const openSelectors: Assertion = {
  name: "Prometheus takes every monitor, probe and rule of its namespace",
  concerns: isStack,
  problems: ({ objects }) => {
    const [prometheus] = ofKind(objects, "Prometheus");
    return KINDS.filter((kind) => JSON.stringify(at(prometheus?.spec, `${kind}Selector`)) !== "{}").map(
      (kind) => `its ${kind}Selector is ${JSON.stringify(at(prometheus?.spec, `${kind}Selector`))}; want {}`,
    );
  },
};

const FOLDER = join(__dirname, "..", "..", "..", "..", "charts-values", "alerts");

/** Helm's templates, Terraform's interpolation and YAML are all between a file and the cluster. */
export const unmangledRules: Assertion = {
  name: "every rule reaches Prometheus as its file says it",
  concerns: isStack,
  problems: ({ objects }) => {
    const shipped = ofKind(objects, "PrometheusRule");
    const groups = shipped.flatMap((rule) => listAt(rule, "spec", "groups"));
    return readdirSync(FOLDER).flatMap((file) =>
      listAt(parse(readFileSync(join(FOLDER, file), "utf8")), "groups").flatMap((group) => {
        const found = groups.find((other) => at(other, "name") === at(group, "name"));
        if (!found) return [`${file}: no PrometheusRule has the group '${at(group, "name")}'`];
        return rulesOf(group)
          .filter((rule) => !rulesOf(found).includes(rule))
          .map((rule) => `${file}: a rule arrives changed, or not at all: ${rule}`);
      }),
    );
  },
};

/** Rules as text, without the links that synth adds. Helm sorts keys. */
function rulesOf(group: unknown): string[] {
  const sorted = (value: unknown) => Object.entries(Object(value)).sort();
  return listAt(group, "rules").map((rule) => {
    const { runbook_url, dashboard_url, ...annotations } = Object(at(rule, "annotations"));
    return JSON.stringify(
      sorted({ ...Object(rule), labels: sorted(at(rule, "labels")), annotations: sorted(annotations) }),
    );
  });
}

/** Alerts that nobody reads on where to go are answered by guessing. */
export const linkedAlerts: Assertion = {
  name: "every alert arrives with the links to its runbook and its dashboard",
  concerns: isStack,
  problems: ({ objects }) =>
    ofKind(objects, "PrometheusRule").flatMap((rule) =>
      listAt(rule, "spec", "groups")
        .flatMap((group) => listAt(group, "rules"))
        .filter((each) => at(each, "alert") !== undefined)
        .flatMap((each) =>
          ["runbook_url", "dashboard_url"]
            .filter((link) => !/^https?:\/\/\S+$/.test(String(at(each, "annotations", link))))
            .map((link) => `${nameOf(rule)}: ${at(each, "alert")} has no ${link}`),
        ),
    ),
};
