import { synthesizedStacks } from "../support/platform";
import { ofType } from "../support/terraform-json";

describe.each(synthesizedStacks())("$name", ({ json }) => {
  it("can be planned before the kinds of its custom resources exist", () => {
    expect(ofType(json, "kubernetes_manifest")).toEqual([]);
  });
});
