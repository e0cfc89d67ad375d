import { priorityClassManifests } from "../../constructs/priority-class";

it("keeps data before controllers, and controllers and watchers before what is scaled", () => {
  const byValue = priorityClassManifests().sort((a, b) => b.value - a.value);
  expect(byValue.map(({ metadata }) => metadata.name)).toEqual([
    "data",
    "controllers",
    "observability",
    "langfuse",
    "operations",
  ]);
});
