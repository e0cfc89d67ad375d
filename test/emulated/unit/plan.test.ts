import { differencesOf, thingsToMake } from "../support/plan";

const change = (actions: string[], before: unknown, after: unknown, after_unknown: unknown = {}) => ({
  resource_changes: [
    { address: "aws_vpc.main", type: "aws_vpc", change: { actions, before, after, after_unknown } },
  ],
});

describe("the differences of a plan", () => {
  it("are none when nothing changes", () => {
    expect(differencesOf(change(["no-op"], { a: 1 }, { a: 1 }))).toEqual([]);
    expect(differencesOf(change(["read"], null, { a: 1 }))).toEqual([]);
  });

  it("name each attribute that changes, or is unknown until apply", () => {
    const plan = change(["update"], { a: 1, b: [1], c: "x" }, { a: 2, b: [1] }, { c: true, d: [false] });
    expect(differencesOf(plan)).toEqual([
      { address: "aws_vpc.main", type: "aws_vpc", action: "update", attribute: "a" },
      { address: "aws_vpc.main", type: "aws_vpc", action: "update", attribute: "c" },
    ]);
  });

  it.each([
    [["create"], null, { a: 1 }],
    [["delete"], { a: 1 }, null],
  ])("have no attribute for a resource that comes or goes: %p", (actions, before, after) => {
    expect(differencesOf(change(actions, before, after))).toMatchObject([
      { action: actions[0], attribute: "" },
    ]);
  });

  it("include a replacement and a changed output", () => {
    expect(differencesOf(change(["delete", "create"], { a: 1 }, { a: 2 }))).toMatchObject([
      { action: "delete+create", attribute: "a" },
    ]);
    expect(differencesOf({ output_changes: { url: { actions: ["update"] } } })).toMatchObject([
      { address: "output.url" },
    ]);
  });
});

it("counts what a plan makes, for the first time or anew, of a type or of all", () => {
  const actions = [["create"], ["delete", "create"], ["update"], ["no-op"], ["delete"]];
  const changes = actions.flatMap((each) => change(each, {}, {}).resource_changes);
  const subnet = changes.map((one) => ({ ...one, type: "aws_subnet" }));
  expect(thingsToMake({ resource_changes: [...changes, ...subnet] })).toBe(4);
  expect(thingsToMake({ resource_changes: [...changes, ...subnet] }, "aws_subnet")).toBe(2);
});
