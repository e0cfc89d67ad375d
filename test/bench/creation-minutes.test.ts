import { synthesizedStacks } from "../support/platform";
import { resourcesOf } from "../support/terraform-json";
import { CREATION_TIMES } from "./creation-minutes";

it.each(Object.keys(CREATION_TIMES))("'%s' still names something that is deployed", (name) => {
  const deployed = synthesizedStacks().flatMap(({ json }) => resourcesOf(json));
  expect(deployed.flatMap(({ address, type }) => [address, type])).toContain(name);
});
