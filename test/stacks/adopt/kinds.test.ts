import { scalarAt } from "../../../stacks/adopt/json";
import { HARMLESS, KINDS } from "../../../stacks/adopt/kinds";
import { synthesizedStacks } from "../../support/platform";

const resources = synthesizedStacks().flatMap(({ name: stack, environment, json }) =>
  Object.entries(json.resource ?? {}).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([name, block]) => ({
      type,
      address: `${stack} ${type}.${name}`,
      environment: environment.name,
      block,
    })),
  ),
);
const types = [...new Set(resources.map(({ type }) => type))].sort();

describe("every type that a stack makes", () => {
  it("is either found or made again without harm", () => {
    expect(types.filter((type) => KINDS.has(type) === type in HARMLESS)).toEqual([]);
  });

  it("is in no list that nothing needs", () => {
    const listed = [...KINDS.keys(), ...Object.keys(HARMLESS)];
    expect(listed.filter((type) => !types.includes(type))).toEqual([]);
  });
});

describe("what tells one object from another", () => {
  const told = resources.flatMap(({ type, address, environment, block }) => {
    const kind = KINDS.get(type);
    const values = kind?.needs.map((path) => scalarAt(JSON.parse(JSON.stringify(block)), path));
    return values ? [{ address, values, key: JSON.stringify([environment, type, ...values]) }] : [];
  });

  it("is written for every resource", () => {
    expect(told.filter(({ values }) => values.includes(undefined)).map(({ address }) => address)).toEqual([]);
  });

  it("is not the same for two resources of an environment", () => {
    const keys = told.map(({ key }) => key);
    expect(told.filter(({ key }, place) => keys.indexOf(key) !== place)).toEqual([]);
  });

  it("of a release of Helm is its name alone, which is its id in the state", () => {
    const names = resources
      .filter(({ type }) => type === "helm_release")
      .map(({ environment, block }) => `${environment} ${block.name}`);
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  });
});
