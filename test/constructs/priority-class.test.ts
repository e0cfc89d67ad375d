import { priorityClassManifests } from "../../constructs/priority-class";

it("keeps data before operators, and operators before what they scale", () => {
  const byValue = priorityClassManifests().sort((a, b) => b.value - a.value);
  expect(byValue.map(({ metadata }) => metadata.name)).toEqual(["data", "operators", "langfuse"]);
});
