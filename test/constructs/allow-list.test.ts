import { unionOf } from "../../constructs/allow-list";

describe("the union of allow-lists", () => {
  it("admits whom one of them admits, each once", () => {
    expect(unionOf(["203.0.113.0/24"], ["198.51.100.0/24", "203.0.113.0/24"])).toEqual([
      "203.0.113.0/24",
      "198.51.100.0/24",
    ]);
  });

  it("admits anyone when one of them does", () => {
    expect(unionOf(["203.0.113.0/24"], "anyone")).toBe("anyone");
  });
});
