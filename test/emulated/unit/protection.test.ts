import type { TerraformJson } from "../../support/terraform-json";
import { liftProtection } from "../protection";

const guards = [
  { type: "aws_db_instance", argument: "deletion_protection", lifted: false, reason: "refused" },
];
const configuration = (block: Record<string, unknown>): TerraformJson => ({
  "//": { metadata: { stackName: "prod-data" } },
  terraform: {},
  resource: { aws_db_instance: { main: block } },
});

describe("lifting the protection of a stack", () => {
  it("takes away what guards, names it and keeps the rest", () => {
    const lifecycle = { prevent_destroy: true, create_before_destroy: true };
    const { json, lifted } = liftProtection(
      configuration({ deletion_protection: true, port: 5432, lifecycle }),
      guards,
    );
    expect(lifted).toEqual(["lifecycle.prevent_destroy", "aws_db_instance.deletion_protection"]);
    expect(json.resource?.aws_db_instance?.main).toEqual({
      deletion_protection: false,
      port: 5432,
      lifecycle: { prevent_destroy: false, create_before_destroy: true },
    });
  });

  it.each([{ deletion_protection: false }, {}])("names nothing where nothing guards: %p", (block) => {
    const { json, lifted } = liftProtection(configuration(block), guards);
    expect(lifted).toEqual([]);
    expect(json.resource?.aws_db_instance?.main).toMatchObject(block);
  });
});
