import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../environments";
import { page } from "./pages";

const { text } = page("cost.md");
const names = ["dev", "staging", "prod"] as const;

/** Cells of a table's row, by its first one. */
function cellsOf(markdown: string, first: string): string[] {
  const row = markdown.split("\n").find((line) => line.replace(/[|*]/g, "").trim().startsWith(first));
  return (row ?? "")
    .split("|")
    .slice(2, -1)
    .map((cell) => cell.replace(/[*,]/g, "").trim());
}

/** What an idle environment costs, and one in moderate use. */
function rangeOf(cell: string): [idle: number, moderate: number] {
  const [idle = Number.NaN, moderate = idle] = cell.split(/ to |–/).map(Number);
  return [idle, moderate];
}

it("adds up, but for rounding", () => {
  const table = text.slice(text.indexOf("| Kubernetes control plane"), text.indexOf("| **Sum**"));
  const rows = table
    .trim()
    .split("\n")
    .map((line) => cellsOf(line, line.split("|")[1]?.trim() ?? ""));
  for (const [column, name] of names.entries()) {
    const ranges = rows.map((cells) => rangeOf(cells[column] ?? ""));
    const sums = [0, 1].map((end) => ranges.reduce((sum, range) => sum + (range[end] ?? 0), 0));
    const said = rangeOf(cellsOf(text, "Sum")[column] ?? "");
    for (const [end, sum] of sums.entries())
      expect([name, Math.abs((said[end] ?? 0) - sum) <= Math.max(5, sum / 200)]).toEqual([name, true]);
  }
});

it("is what the README says", () => {
  const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
  const costs = readme.slice(readme.indexOf("## What it costs"));
  for (const [column, name] of names.entries())
    expect(cellsOf(costs, `${name} `).slice(0, 2).map(Number)).toEqual(
      rangeOf(cellsOf(text, "Sum")[column] ?? ""),
    );
});

it("counts backups for as long as they are kept", () => {
  const [, prod, staging] = /(\d+) days in production and (\d+) in staging/.exec(text) ?? [];
  const said = new Map([
    ["prod", Number(prod)],
    ["staging", Number(staging)],
  ]);
  const shipped = environments.filter(({ name }) => said.has(name));
  expect(shipped.map(({ blobs }) => blobs.backupDays + blobs.noncurrentDays)).toEqual(
    shipped.map(({ name }) => said.get(name)),
  );
  expect(shipped).not.toEqual([]);
});
