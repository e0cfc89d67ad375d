import { changed, environmentOf, except, object, problemsOf, releaseOf, sound } from "../fixtures";
import { knownFields } from "./schemas";

describe("an assertion about fields", () => {
  it("notices a field that the API server would drop", () => {
    const web = changed(sound.web, "spec.template.spec.containers.0.livenesProbe", {});
    expect(problemsOf(knownFields, except("web", web))).toEqual([
      expect.stringMatching(/^Deployment langfuse-web: livenesProbe: .* does not exist in type 'Container'/),
    ]);
  });

  it("notices a kind that nobody defines, unless a chart could not be had", () => {
    const release = releaseOf([object("example.com/v1", "Thing", {})]);
    expect(knownFields.problems(release, environmentOf([release]))).toEqual([
      "Thing thing: no release installs a definition of example.com/v1/Thing",
    ]);
    expect(knownFields.problems(release, { ...environmentOf([release]), complete: false })).toEqual([]);
  });

  it("lets pass what AWS brings with the cluster", () => {
    expect(
      problemsOf(knownFields, [object("eks.amazonaws.com/v1", "TargetGroupBinding", { spec: {} })]),
    ).toEqual([]);
  });
});
