import { readFileSync } from "node:fs";
import { join } from "node:path";
import { callbackUrl } from "../../constructs/sso";
import { ssoFixtures } from "../fixtures/sso";

const rows = readFileSync(join(__dirname, "../../runbooks/procedures/sign-in.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| `"));

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
