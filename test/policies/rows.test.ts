import { existsSync } from "node:fs";
import { join } from "node:path";
import { assertions } from "../chart/assertions";
import { rows } from "./rows";
import { rules } from "./rules";

const repository = join(__dirname, "..", "..");

it("gives every row a name of its own", () => {
  const ids = rows.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(105);
});

describe.each(rows)("$id: $title", (row) => {
  it("is held by a rule, an assertion or a test, or says why it needs none", () => {
    const held = rules.filter((rule) => rule.rows.includes(row.id));
    const { assertions: names = [], tests = [], notApplicable } = row;
    expect(held.length + names.length + tests.length > 0 || notApplicable !== undefined).toBe(true);
  });

  it("names assertions and tests that exist", () => {
    const known = assertions.map(({ name }) => name);
    expect((row.assertions ?? []).filter((name) => !known.includes(name))).toEqual([]);
    expect((row.tests ?? []).filter((file) => !existsSync(join(repository, file)))).toEqual([]);
  });
});

it.each(rules)("$id holds rows that exist", ({ rows: held }) => {
  const known = rows.map(({ id }) => id);
  expect(held.filter((id) => !known.includes(id))).toEqual([]);
  expect(held).not.toEqual([]);
});
