import { join } from "node:path";
import type { DashboardSpec, Row } from "./dashboard";
import { dashboards } from "./index";

/** Where the drawings are. */
export const LAYOUTS = join(__dirname, "..", "..", "runbooks", "dashboards.md");

/** Characters for each of the 24 columns of the grid. */
const CHARACTERS = 4;

/** Every dashboard as a drawing of text, with what each panel shows and which alerts it explains. */
export function layouts(): string {
  return [
    "# Dashboards",
    "",
    "Made by `npm run dashboards` from `charts-values/dashboards`; edits here are lost. What each panel shows, and which",
    "alerts somebody understands there. Their colours change where the alert does.",
    "",
    ...dashboards.flatMap(drawn),
  ].join("\n");
}

function drawn({ uid, title, description, rows }: DashboardSpec): string[] {
  return [
    `## ${title}`,
    "",
    `${description} Uid \`${uid}\`.`,
    "",
    "```text",
    ...rows.flatMap(drawnRow),
    line(rows.at(-1)),
    "```",
    "",
    ...rows
      .flatMap(({ panels }) => panels)
      .map(({ id, title: name, description: meaning, alerts = [] }) => {
        const links = alerts.map((alert) => `[${alert}](alerts/${alert}.md)`);
        return `- **${id} ${name}.** ${meaning}${links.length > 0 ? ` ${links.join(", ")}.` : ""}`;
      }),
    "",
  ];
}

function drawnRow(row: Row): string[] {
  // A line for each three units of the grid, and at least two for the title.
  const inner = Math.max(2, Math.round(row.height / 3));
  const texts = row.panels.map(({ id, title, width }) => wrapped(`${id} ${title}`, width * CHARACTERS - 3));
  const lines = Math.max(inner, ...texts.map(({ length }) => length));
  return [
    line(row),
    ...Array.from({ length: lines }, (_, index) =>
      row.panels
        .map(({ width }, panel) => `| ${(texts[panel]?.[index] ?? "").padEnd(width * CHARACTERS - 2)}`)
        .join("")
        .concat("|"),
    ),
  ];
}

function line(row: Row | undefined): string {
  return `${(row?.panels ?? []).map(({ width }) => `+${"-".repeat(width * CHARACTERS - 1)}`).join("")}+`;
}

function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    const longer = `${last} ${word}`.trim();
    if (longer.length <= width) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}
