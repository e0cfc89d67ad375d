import { alerts } from "../../constructs/alert-rules";
import { dashboardOf } from "../../constructs/dashboard-links";
import { runbookOf } from "../../constructs/runbooks";
import { manifestsOf } from "../support/manifests";
import { synthesizedStack } from "../support/platform";
import { firstRow, itHasTheForm } from "./form";
import { everywhere } from "./objects";
import { page, pagesOf } from "./pages";

const pages = pagesOf("alerts");
const pageOf = (alert: string) => pages.find(({ file }) => `runbooks/${file}` === runbookOf(alert));

it("has a page for every alert, and no page without one", () => {
  expect(pages.map(({ file }) => `runbooks/${file}`)).toEqual(
    alerts.map(({ alert }) => runbookOf(alert)).sort(),
  );
});

describe.each(alerts)("$alert", ({ alert, labels: { severity, component } }) => {
  const runbook = pageOf(alert);

  it("begins with its name, its severity, its component and its dashboard", () => {
    expect(runbook?.title).toBe(alert);
    expect(firstRow(runbook)).toEqual([severity, component, `\`${dashboardOf[component]}\``]);
  });

  itHasTheForm(runbook);
});

it("names every autoscaler whose maximum it may be about", () => {
  const scalers = manifestsOf(synthesizedStack("prod-langfuse").json).flatMap(
    ({ kind, metadata: { name } }) => {
      if (kind === "HorizontalPodAutoscaler") return [name];
      // KEDA names the one that it makes.
      return kind === "ScaledObject" ? [`keda-hpa-${name}`] : [];
    },
  );
  expect(scalers.length).toBeGreaterThan(1);
  const meaning = page("alerts/AutoscalerAtMaximum.md").sections.find(({ heading }) => heading === "Meaning");
  // The chart names web's one after its Deployment.
  for (const name of ["langfuse-web", ...scalers]) expect(meaning?.body).toContain(`\`${name}\``);
});

it("has the pages that AWS's own alarms name", () => {
  const named = [...everywhere.matchAll(/"alarm_description":"[^"]*See runbooks\/([\w/-]+\.md)/g)].map(
    ([, file = ""]) => file,
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((file) => !pages.some((runbook) => runbook.file === file))).toEqual([]);
});

it("tells what AWS's own alarms mean", () => {
  const told =
    page("README.md").sections.find(({ heading }) => heading === "Mails from AWS itself")?.body ?? "";
  const alarms = [...everywhere.matchAll(/"alarm_name":"langfuse-prod-(?:postgres-)?([\w-]+)"/g)].map(
    ([, name = ""]) => name,
  );
  const rows = [...told.matchAll(/^\| `([\w-]+)` +\|/gm)].map(([, name = ""]) => name);
  expect(rows.sort()).toEqual(alarms.sort());
});

describe("the start page", () => {
  const start = page("README.md");
  const index = start.sections.find(({ heading }) => heading === "Alerts by component")?.body ?? "";

  it("lists each alert once, under its component, in bold when it wakes somebody", () => {
    const listed = index
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .slice(2)
      .flatMap((line) => {
        const [, component = "", cell = ""] = line.split("|");
        return [...cell.matchAll(/(\*\*)?\[(\w+)\]\(([^)]+)\)/g)].map(([, bold, alert, link]) => ({
          alert,
          component: component.trim(),
          wakes: bold !== undefined,
          link: `runbooks/${link}`,
        }));
      });
    const expected = alerts.map(({ alert, labels: { component, severity } }) => ({
      alert,
      component,
      wakes: severity === "critical",
      link: runbookOf(alert),
    }));
    const byName = (one: { readonly alert?: string }, other: { readonly alert?: string }) =>
      String(one.alert).localeCompare(String(other.alert));
    expect(listed.sort(byName)).toEqual(expected.sort(byName));
  });

  it("says of each known failure what becomes of it here", () => {
    const table = start.sections.find(({ heading }) => heading === "What is known to fail")?.body ?? "";
    const rows = table
      .split("\n")
      .filter((line) => /^\| \d/.test(line))
      .map((line) => line.split("|").map((cell) => cell.trim()));
    expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 26 }, (_, i) => i + 1));
    for (const [, , what, seen, mended, prevented] of rows) {
      for (const cell of [what, seen, mended, prevented]) expect(cell).not.toBe("");
      expect(`${seen} ${mended} ${prevented}`).toMatch(/\]\((alerts|procedures|\.\.)\//);
    }
  });
});
