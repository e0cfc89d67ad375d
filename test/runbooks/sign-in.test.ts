import { readFileSync } from "node:fs";
import { join } from "node:path";
import { callbackUrl } from "../../constructs/sso";
import { ssoFixtures } from "../fixtures/sso";

const lines = (file: string) => readFileSync(join(__dirname, "../..", file), "utf8").split("\n");
const rows = lines("runbooks/procedures/sign-in.md").filter((line) => line.startsWith("| `"));
const readme = lines("README.md");

/** Fields of every provider, which the table names once for all. */
const COMMON = ["kind", "clientId", "clientSecretArn", "linkAccountsByEmail"];

/** Fields that a fixture states although it could leave them out. */
const OPTIONAL = ["idTokenAlgorithm", "claims", "ignoredTokenFields"];

it.each(Object.values(ssoFixtures))("tells the exact callback URL and the fields of $kind", (fixture) => {
  const [row = ""] = rows.filter(
    (line) =>
      line.startsWith(`| \`${fixture.kind}\``) &&
      ("pool" in fixture ? line.includes(`"${fixture.pool.kind}"`) : true),
  );
  expect(row).toContain(`\`${callbackUrl(fixture.kind, "langfuse.example.com")}\``);
  for (const field of Object.keys(fixture).filter((key) => ![...COMMON, ...OPTIONAL].includes(key)))
    expect(row).toMatch(new RegExp(`\`${field}[\`.]`));
});

it.each(["Log in for the first time", "Connect your IdP", "Who can do what"])(
  "stands in the README: %s",
  (title) => {
    expect(readme).toContain(`## ${title}`);
  },
);

it.each(Object.values(ssoFixtures))("begins in the README with the row of $kind", ({ kind }) => {
  const [row = ""] = readme.filter((line) => line.split("|")[2]?.trim() === `\`${kind}\``);
  const [ending] = callbackUrl(kind, "langfuse.example.com").split("/").slice(-1);
  expect(row.split("|")[3]?.trim()).toBe(`\`${ending}\``);
});
