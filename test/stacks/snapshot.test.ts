import { join } from "node:path";
import { toMatchFile } from "jest-file-snapshot";
import { synthesizedStacks } from "../support/platform";
import { resourcesOf, type TerraformJson } from "../support/terraform-json";

expect.extend({ toMatchFile });

/** A reviewer reads what a change does in two files per stack; after an intended change run `npm test -- -u`. */
describe.each(synthesizedStacks())("$name", ({ name, json }) => {
  const file = (ending: string) => join(__dirname, "snapshots", `${name}.${ending}`);

  it("has the reviewed arguments", () => {
    expect(`${JSON.stringify(withoutMetadata(json), undefined, 2)}\n`).toMatchFile(file("json"));
  });

  it("has the reviewed addresses, which are contract from the first apply", () => {
    const addresses = resourcesOf(json).map(({ address }) => `${address}\n`);
    expect(addresses.join("")).toMatchFile(file("addresses.txt"));
  });
});

function withoutMetadata(value: TerraformJson): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === "//" ? undefined : inner)));
}
