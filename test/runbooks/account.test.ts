import { synthesizedStacks } from "../support/platform";
import { ofType } from "../support/terraform-json";
import { firstRow, itHasTheForm } from "./form";
import { page, pagesOf } from "./pages";

/** Rules of production that mail something, with what is known of each. */
const rules = synthesizedStacks()
  .filter(({ environment }) => environment.name === "prod")
  .flatMap(({ json }) =>
    ofType(json, "aws_cloudwatch_event_rule").flatMap(({ arguments: rule }) => {
      const [, file] = /See runbooks\/([\w/]+\.md)$/.exec(String(rule.description)) ?? [];
      const name = String(rule.name).replace("langfuse-prod-", "");
      const pattern = String(rule.event_pattern);
      return file === undefined ? [] : [{ name, file, needsTrail: pattern.includes("via CloudTrail") }];
    }),
  );

const pages = pagesOf("account");

it("has a page for every rule that mails something, and no page without one", () => {
  expect(pages.map(({ file }) => file)).toEqual([...new Set(rules.map(({ file }) => file))].sort());
});

describe.each(pages)("$file", (runbook) => {
  it("begins with its name, its rule, and whether that needs a trail", () => {
    const rule = rules.find(({ file }) => file === runbook.file);
    expect(runbook.file).toBe(`account/${runbook.title}.md`);
    expect(firstRow(runbook)).toEqual([
      expect.stringMatching(/^(critical|warning)$/),
      `\`langfuse-<environment>-${rule?.name}\``,
      rule?.needsTrail ? "yes" : "no",
    ]);
  });

  itHasTheForm(runbook);
});

it("tells what the mails mean, and where the page is", () => {
  const { body = "" } =
    page("README.md").sections.find(({ heading }) => heading === "Mails about the account") ?? {};
  const listed = [...body.matchAll(/^\| `([\w-]+)` .*\]\(([\w/]+\.md)\)/gm)].map(
    ([, name = "", file = ""]) => [name, file],
  );
  expect(listed.sort()).toEqual(rules.map(({ name, file }) => [name, file]).sort());
});
