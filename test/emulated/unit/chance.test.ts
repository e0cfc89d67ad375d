import { chances, seedIn } from "../support/chance";

const drawn = (seed: number) => {
  const chance = chances(seed);
  return [chance(), chance(), chance()];
};

describe("where deployments are cut off", () => {
  it("is the same with the same seed, and elsewhere with the next one", () => {
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(8)).not.toEqual(drawn(7));
  });

  it("is a share of what there is to make", () => {
    const many = Array.from({ length: 300 }, (_, seed) => drawn(seed)).flat();
    expect(many.every((share) => share >= 0 && share < 1)).toBe(true);
    expect(Math.max(...many) - Math.min(...many)).toBeGreaterThan(0.9);
  });

  it("is the same in every run that asks for nothing else", () => {
    expect(seedIn(["dev"])).toBe(seedIn([]));
    expect(seedIn(["--seed=7", "dev"])).toBe(7);
    expect(seedIn(["--seed=random"])).not.toBe(seedIn(["--seed=random"]));
  });

  it.each(["", "x", "-1", "1.5", "12345678901"])("is not chosen by '%s'", (wish) => {
    expect(() => seedIn([`--seed=${wish}`])).toThrow(`'${wish}' is no seed; --seed takes a number`);
  });
});
