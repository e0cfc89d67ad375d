import { quantity } from "./quantity";

describe("a Kubernetes quantity", () => {
  it.each([
    ["500m", 0.5],
    ["4Gi", 4 * 1024 ** 3],
    ["1.5G", 1.5e9],
    [2, 2],
  ])("%s is %d", (text, value) => {
    expect(quantity(text)).toBe(value);
  });

  it("is refused when it is none", () => {
    expect(() => quantity("4 GB")).toThrow("'4 GB' is not a Kubernetes quantity such as '500m' or '4Gi'");
  });
});
