import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { load } from "js-yaml";
import { type AlertLimits, alertLimits, type RecordingRule } from "./alert-limits";
import { type AlertComponent, dashboardOf, dashboardUrl } from "./dashboard-links";
import { isWritten, runbookOf, runbooksUrl } from "./runbooks";

/** A rule that tells somebody. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  /** How long the expression must hold, for example `5m`. */
  readonly for: string;
  readonly labels: {
    /** `critical` wakes somebody, `warning` waits for working hours, `info` is for machines. */
    readonly severity: "critical" | "warning" | "info";
    readonly component: AlertComponent;
  };
  readonly annotations: Readonly<Record<"summary" | "description", string>>;
}

export interface RuleGroup {
  readonly name: string;
  /** @default - Prometheus's own interval */
  readonly interval?: string;
  readonly rules: readonly (AlertingRule | RecordingRule)[];
}

/** Rule files by their name, as the value `additionalPrometheusRulesMap` of kube-prometheus-stack expects them. */
export type RuleFiles = Readonly<Record<string, { readonly groups: readonly RuleGroup[] }>>;

export interface AlertRulesProps {
  readonly limits: AlertLimits;
  /** GitHub repository with the runbooks, as `owner/name` or `owner@id/name@id`. */
  readonly repository: string;
  /** Without a slash at its end. */
  readonly grafanaUrl: string;
}

/** Read once: every environment has the same rules. */
export const ruleFiles = readRuleFiles(join(__dirname, "..", "charts-values", "alerts"));

/** Every alert, as its file states it. */
export const alerts: readonly AlertingRule[] = alertsOf(ruleFiles);

/** Every rule of `charts-values/alerts`, each alert with links to its runbook and its dashboard, and the environment's
 *  limits.
 *  @throws one error that lists every alert that cannot be used, as one without a runbook, and what to do about it */
export function alertRules({ limits, repository, grafanaUrl }: AlertRulesProps): RuleFiles {
  const problems = [...problemsOf(alerts), ...withoutRunbook(alerts)];
  if (problems.length > 0) throw new Error(`charts-values/alerts cannot be used: ${problems.join("; ")}`);
  const linked = (rule: AlertingRule | RecordingRule) =>
    isAlert(rule)
      ? {
          ...rule,
          annotations: {
            ...rule.annotations,
            runbook_url: `${runbooksUrl(repository)}/alerts/${rule.alert}.md`,
            dashboard_url: dashboardUrl(grafanaUrl, rule.labels.component),
          },
        }
      : rule;
  const files = Object.entries(ruleFiles).map(([file, { groups }]) => [
    file,
    { groups: groups.map((group) => ({ ...group, rules: group.rules.map(linked) })) },
  ]);
  return {
    limits: { groups: [{ name: "limits", rules: alertLimits(limits) }] },
    ...Object.fromEntries(files),
  };
}

/** What makes alerts unusable: a name that is taken, a component without a dashboard. */
export function* problemsOf(alerts: readonly AlertingRule[]): Iterable<string> {
  const taken = new Set<string>();
  for (const { alert, labels } of alerts) {
    if (taken.has(alert)) yield `alert '${alert}' is defined twice; rename one`;
    taken.add(alert);
    if (!(labels.component in dashboardOf))
      yield `alert '${alert}' is of component '${labels.component}'; use one of constructs/dashboard-links.ts`;
  }
}

/** What makes alerts useless at night: nothing says what to do. */
export function* withoutRunbook(alerts: readonly AlertingRule[], exists = isWritten): Iterable<string> {
  for (const { alert } of alerts)
    if (!exists(runbookOf(alert))) yield `alert '${alert}' has no runbook; write ${runbookOf(alert)}`;
}

function isAlert(rule: AlertingRule | RecordingRule): rule is AlertingRule {
  return "alert" in rule;
}

function alertsOf(files: RuleFiles): readonly AlertingRule[] {
  return Object.values(files).flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.filter(isAlert)));
}

function readRuleFiles(folder: string): RuleFiles {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  // promtool holds the files to this shape, and the tests to what it does not know.
  const read = (file: string) => load(readFileSync(join(folder, file), "utf8")) as RuleFiles[string];
  return Object.fromEntries(files.sort().map((file) => [basename(file, ".yaml"), read(file)]));
}
