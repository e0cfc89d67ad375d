import type { Page } from "./pages";

const HEADINGS = [
  "Meaning",
  "Impact and clock",
  "Checks in 60 seconds",
  "Causes",
  "Confirm",
  "Escalate",
  "Your cause is not listed",
];

/** Cells of the row below the title, which says what the page is about. */
export function firstRow(page: Page | undefined): string[] {
  const [, , , , row = ""] = page?.text.split("\n") ?? [];
  return row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** What every page has in common that somebody opens at night. */
export function itHasTheForm(page: Page | undefined): void {
  const body = (wanted: string) => page?.sections.find(({ heading }) => heading === wanted)?.body;

  it("has the same sections in the same order as every other", () => {
    expect(page?.sections.map(({ heading }) => heading)).toEqual(HEADINGS);
    for (const { body } of page?.sections ?? []) expect(body).not.toBe("");
  });

  it("gives commands to look with, and to see that it is over", () => {
    expect(body("Checks in 60 seconds")).toContain("```sh\n");
    expect(body("Confirm")).toContain("```sh\n");
  });

  it("says of each cause how to undo its fix, or where that stands", () => {
    const causes = `\n${body("Causes")}`.split(/\n### /).slice(1);
    expect(causes.length).toBeGreaterThan(0);
    const silent = causes.filter((cause) => !/\b(Undo|undo)\b|\]\(/.test(cause));
    expect(silent.map((cause) => cause.split("\n")[0])).toEqual([]);
  });

  it("is no longer than somebody reads at night", () => {
    const words = page?.text.replace(/^```[\s\S]*?^```$/gm, "").split(/\s+/).length ?? 0;
    expect(words).toBeGreaterThan(150);
    expect(words).toBeLessThan(700);
  });
}
