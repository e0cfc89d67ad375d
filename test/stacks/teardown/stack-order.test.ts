import { destroyOrder } from "../../../stacks/teardown/stack-order";
import { dependenciesOf, synthesizedFolder, synthesizedStacks } from "../../support/platform";

const order = destroyOrder(synthesizedFolder(), "dev").map(({ name }) => name);

describe("the order of a teardown", () => {
  it("holds every stack of the environment once, and none of another one", () => {
    const own = synthesizedStacks().filter(({ environment }) => environment.name === "dev");
    expect([...order].sort()).toEqual(own.map(({ name }) => name));
  });

  it("destroys a stack before those that it depends on", () => {
    const tooEarly = order.flatMap((name, place) =>
      dependenciesOf(name).filter((dependency) => order.indexOf(dependency) < place),
    );
    expect(tooEarly).toEqual([]);
  });

  it("names the folder of each", () => {
    for (const { name, folder } of destroyOrder(synthesizedFolder(), "dev"))
      expect(folder).toBe(`${synthesizedFolder()}/stacks/${name}`);
  });
});
