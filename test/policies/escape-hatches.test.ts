import { synthesizedStacks } from "../support/platform";

describe.each(synthesizedStacks())("$name", ({ json }) => {
  it("overrides only what base-stack.ts explains", () => {
    expect(json["//"].metadata.overrides).toEqual({ stack: ["terraform"], backend: ["use_lockfile"] });
  });
});
