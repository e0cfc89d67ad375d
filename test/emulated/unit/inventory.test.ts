import { synthesizedStacks } from "../../support/platform";
import { resourcesOf } from "../../support/terraform-json";
import { inventoriedTypes } from "../inventory";
import { SUBJECTS } from "../support/workspace";

/** Without it, a resource that is left behind would go unnoticed. */
it("lists every type of resource that the emulated stacks declare", () => {
  const stacks = synthesizedStacks().filter(({ name }) =>
    SUBJECTS.some((subject) => name.endsWith(`-${subject}`)),
  );
  const types = new Set(stacks.flatMap(({ json }) => resourcesOf(json).map(({ type }) => type)));
  expect([...types].filter((type) => !inventoriedTypes.has(type))).toEqual([]);
});
