import type { Waiver as ChartWaiver } from "../chart/waivers";
import type { Row } from "./row";
import { namesElsewhere, type Section } from "./rows";
import type { Rule } from "./rule";
import type { UpstreamWaiver } from "./upstream/waivers";
import type { Waiver } from "./waivers";

/** What the page is made of. */
export interface PageContents {
  readonly sections: readonly Section[];
  readonly rules: readonly Rule[];
  readonly waivers: readonly Waiver[];
  readonly chartWaivers: readonly ChartWaiver[];
  readonly upstreamWaivers: readonly UpstreamWaiver[];
}

/** The page that a security review reads: `runbooks/policies.md`. */
export function policyPage({
  sections,
  rules,
  waivers,
  chartWaivers,
  upstreamWaivers,
}: PageContents): string {
  const rows = sections.flatMap((section) => section.rows);
  return [
    "# Policies",
    "",
    "What holds for every stack of every environment, row by row, and who says so elsewhere. Nothing lands that contradicts",
    "a row unless a waiver below names it. `npm run policies` judges the environments as they are in this checkout,",
    "`npm run policies -- --plans <folder>` judges plans. Made of `test/policies` by `npm test -- -u`; change it there.",
    "",
    "A rule reads what Terraform would make: synthesized files, plans, and our own objects in the cluster. Each is tried on",
    "broken copies of what is really deployed, one resource and one argument at a time, and must notice every one. What",
    "charts of others render is held by assertions (`npm run test:chart`), named in quotes.",
    "",
    ...sections.flatMap((section) => [
      "",
      `## ${section.title}`,
      "",
      ...tableOf(section, { rules, waivers }),
    ]),
    "",
    "## Waivers",
    "",
    "A waiver ends on its day: from then on the checks fail, and say so. For sixty days before that every run of them tells",
    "which one ends; on GitHub it is a warning of the run. Its owner reads the reason, takes the waiver out and runs",
    "`npm test` (of a chart `npm run test:chart`, of checkov and Trivy `npm run policies:upstream`). What holds now needs it",
    "no more; otherwise it gets another day, fourteen months away at most. One that nothing needs any more fails the tests.",
    "",
    "| Rule or assertion | What | Why | Owner | Until |",
    "| --- | --- | --- | --- | --- |",
    ...waivers.map(({ rule, address, reason, owner, until }) =>
      line([`${rule} (${rowsOf(rules, rule)})`, code(address), reason, owner, until]),
    ),
    ...chartWaivers.map(({ assertion, release, reason, owner, until }) =>
      line([`“${assertion}”`, `release ${release}`, reason, owner, until]),
    ),
    "",
    "## Accepted findings of checkov and Trivy",
    "",
    "`npm run policies:upstream` lets both judge plans, where they are installed, and fails on everything else that they",
    "find. A finding also counts as known where a rule of the same name has a waiver above, or does not apply.",
    "",
    "| Id | What | Why | Owner | Until |",
    "| --- | --- | --- | --- | --- |",
    ...upstreamWaivers.map(({ ids, address, reason, owner, until }) =>
      line([ids.join(", "), code(address), reason, owner, until]),
    ),
    "",
    "## What does not apply",
    "",
    "| Row | Why |",
    "| --- | --- |",
    ...rows.flatMap(({ id, notApplicable }) => (notApplicable ? [line([id, notApplicable])] : [])),
    "",
  ]
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");
}

function tableOf(section: Section, context: Pick<PageContents, "rules" | "waivers">): string[] {
  return [
    "| Row | Weight | What holds | Held by | Known elsewhere as | State |",
    "| --- | --- | --- | --- | --- | --- |",
    ...section.rows.map((row) =>
      line([
        row.id,
        row.severity,
        row.title,
        holdersOf(row, context.rules).join("<br>"),
        namesElsewhere(row, context.rules).join(", "),
        stateOf(row, context),
      ]),
    ),
  ];
}

function holdersOf({ id, assertions = [], tests = [] }: Row, rules: readonly Rule[]): string[] {
  return [
    ...rules.filter(({ rows }) => rows.includes(id)).map((rule) => code(rule.id)),
    ...assertions.map((name) => `“${name}”`),
    ...tests.map(code),
  ];
}

/** One word or two for a row, for example `holds, 1 waiver`. */
export function stateOf(row: Row, { rules, waivers }: Pick<PageContents, "rules" | "waivers">): string {
  const own = rules.filter((rule) => rule.rows.includes(row.id));
  const waived = waivers.filter(({ rule }) => own.some(({ id }) => id === rule)).length;
  const isHeld = own.length + (row.assertions ?? []).length + (row.tests ?? []).length > 0;
  if (!isHeld) return "does not apply";
  if (waived > 0) return `holds, ${waived} ${waived === 1 ? "waiver" : "waivers"}`;
  return row.notApplicable ? "holds in part" : "holds";
}

function rowsOf(rules: readonly Rule[], id: string): string {
  return rules.find((rule) => rule.id === id)?.rows.join(", ") ?? "no row";
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
