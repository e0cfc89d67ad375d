import { environmentOf, releaseOf, sound } from "../fixtures";
import { assertions } from ".";

describe("the assertions", () => {
  const release = releaseOf(Object.values(sound));

  it.each(assertions.filter(({ concerns }) => concerns(release)))(
    "$name: holds when it is true",
    (assertion) => {
      expect(assertion.problems(release, environmentOf([release]))).toEqual([]);
    },
  );

  it("have names of their own, because waivers and traps refer to them", () => {
    const names = assertions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
