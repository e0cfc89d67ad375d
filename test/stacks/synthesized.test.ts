import { deployOrder } from "../../stacks/synthesized";
import { dependenciesOf, synthesizedFolder, synthesizedStacks } from "../support/platform";

const stacks = deployOrder(synthesizedFolder(), "dev");
const order = stacks.map(({ name }) => name);

describe("the order of a deployment", () => {
  it("holds every stack of the environment once, and none of another one", () => {
    const own = synthesizedStacks().filter(({ environment }) => environment.name === "dev");
    expect([...order].sort()).toEqual(own.map(({ name }) => name));
  });

  it("has a stack after those that it depends on", () => {
    const tooLate = order.flatMap((name, place) =>
      dependenciesOf(name).filter((dependency) => order.indexOf(dependency) > place),
    );
    expect(tooLate).toEqual([]);
  });

  it("names the folder of each, and what it depends on", () => {
    for (const { name, folder, dependencies } of stacks) {
      expect(folder).toBe(`${synthesizedFolder()}/stacks/${name}`);
      expect([...dependencies].sort()).toEqual(dependenciesOf(name));
    }
  });
});
