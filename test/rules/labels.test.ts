import { labelsOf } from "./labels";

describe("labels of a result", () => {
  it.each([
    ["sum by (a, b) (x)", ["a", "b"]],
    ["sum(x) / 2 > 1", []],
    ["sum by (a) (x) or sum by (a, b) (y)", ["a"]],
    ["x > on (a) y", ["a"]],
    ["x and on (a) y", undefined],
    ['absent(x{a="1",b=~"2"})', ["a"]],
    ["1 - sum by (a) (x)", ["a"]],
    ["increase(x[5m]) > 0", undefined],
    ["sum without (a) (x)", undefined],
  ])("of %s", (expr, labels) => {
    const found = labelsOf(expr);
    expect(found && [...found]).toEqual(labels);
  });
});
