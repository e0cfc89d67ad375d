import { existsSync } from "node:fs";
import { join } from "node:path";
import { page } from "./pages";

const ROOT = join(__dirname, "..", "..");
const OFFLINE = "cannot be drilled offline";

/** Failures that no alert can tell, and why. */
const TOLD_BY_NOBODY: Readonly<Record<number, string>> = {
  22: "whoever deploys is refused, with the reason",
};

const acceptance = page("../acceptance/README.md");

/** The table's rows, without its head. */
const failures = acceptance.text
  .split("\n")
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, number = "", name = "", seenBy = "", putRightBy = "", drilledBy = "", real = ""]) => ({
    number: Number(number),
    name,
    links: [...`${seenBy} ${putRightBy}`.matchAll(/\(\.\.\/([^)#]+)/g)].map(([, file = ""]) => file),
    seenBy,
    putRightBy,
    drilledBy,
    real,
  }));

const drills = new Map(
  (acceptance.sections.find(({ heading }) => heading === "The drills")?.body ?? "")
    .split(/^### /m)
    .slice(1)
    .map((part): [string, string] => [part.slice(0, part.indexOf("\n")), part]),
);

describe("the failures that are known", () => {
  it("are all twenty-nine", () => {
    expect(failures.map(({ number }) => number)).toEqual(Array.from({ length: 29 }, (_, index) => index + 1));
  });

  it.each(failures)("$number: $name is seen by somebody and put right by a page that is there", (failure) => {
    expect(failure.seenBy).not.toBe("");
    expect(failure.putRightBy).not.toBe("");
    expect(failure.links.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it.each(failures)(
    "$number: $name is told by an alert or a mail, or is known to be told by nobody",
    (failure) => {
      const isTold = /\(\.\.\/runbooks\/(alerts|account)\//.test(failure.seenBy);
      expect(isTold).toBe(!(failure.number in TOLD_BY_NOBODY));
    },
  );

  it.each(failures)("$number: $name is drilled by a test that is there, or in a real account", (failure) => {
    const tests = [...failure.drilledBy.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file);
    expect(tests.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    expect(tests.length > 0 || failure.drilledBy === OFFLINE).toBe(true);
    const anchor = /\(#([^)]+)\)/.exec(failure.real)?.[1];
    const anchors = [...drills.keys()].map((heading) => heading.toLowerCase().replaceAll(" ", "-"));
    if (failure.drilledBy.includes(OFFLINE)) expect(anchors).toContain(anchor);
    else expect([undefined, ...anchors]).toContain(anchor);
  });
});

describe("the drills in a real account", () => {
  it.each([...drills])("%s: tell what they cost, how long they take and what must be seen", (_, text) => {
    expect(text).toMatch(/^Cost: /m);
    expect(text).toMatch(/Duration: /);
    expect(text).toMatch(/Must be seen: |must bring it|read \[the procedure\]/);
  });

  it.each([...drills])("%s: are commands, or begin with a procedure", (_, text) => {
    expect(text).toMatch(/^```sh\n\S|\]\(\.\.\/runbooks\/procedures\//m);
  });

  it("are each wanted by a failure", () => {
    const wanted = failures.flatMap(({ real }) => [...real.matchAll(/\[([^\]]+)\]/g)].map(([, to]) => to));
    expect([...drills.keys()].filter((heading) => !wanted.includes(heading))).toEqual([]);
  });
});
