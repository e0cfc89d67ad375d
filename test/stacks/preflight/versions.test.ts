import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../../environments";
import { defineEnvironment } from "../../../environments/schema";
import { unsupported } from "../../../stacks/preflight/checks/files";
import { refusedStep } from "../../../stacks/preflight/checks/running";
import { pinsOf, tagOf } from "../../../stacks/preflight/pins";
import { supportedPairs } from "../../../stacks/preflight/supported";
import { compareVersions, isWithin } from "../../../stacks/preflight/version";
import { sample } from "../../support/sample-environment";

const REPOSITORY = join(__dirname, "..", "..", "..");
const pins = pinsOf(defineEnvironment(sample));

describe("the table of supported pairs", () => {
  it.each(environments.map((environment) => ({ name: environment.name, environment })))(
    "covers every version that this repository pins for $name",
    ({ environment }) => {
      expect(unsupported(pinsOf(environment))).toEqual([]);
    },
  );

  it("has a row for everything that has a version", () => {
    // Keeper has that of ClickHouse.
    const covered = new Set<string>(["keeper", ...supportedPairs.flatMap(({ one, other }) => [one, other])]);
    expect(Object.keys(pins).filter((component) => !covered.has(component))).toEqual([]);
  });

  it("says where each row was read, and names each pair once", () => {
    for (const { source } of supportedPairs) expect(source).toMatch(/^https:\/\//);
    const names = supportedPairs.map(({ one, other }) => `${one} and ${other}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it("refuses a version that nobody has read, with what to read", () => {
    expect(unsupported({ ...pins, clickhouse: "26.5.1.2", keeper: "26.5.1.2" })).toEqual([
      expect.stringMatching(
        /^nobody has read whether langfuse 4\.\S+ and clickhouse 26\.5\.1\.2 go together; read https:/,
      ),
      expect.stringMatching(
        /^nobody has read whether clickhouse operator 0\.25\.6 and clickhouse 26\.5\.1\.2/,
      ),
    ]);
  });

  it("refuses a Keeper of another version than ClickHouse", () => {
    expect(unsupported({ ...pins, keeper: "26.4.4.1" })).toEqual([
      `clickhouse is ${pins.clickhouse} and keeper is 26.4.4.1; set both to one version in constructs/images.ts`,
    ]);
  });
});

describe("a step from what runs", () => {
  it("is none when nothing changes, and may be a small one", () => {
    expect(refusedStep("langfuse", "4.16.0", "4.16.0")).toEqual([]);
    expect(refusedStep("langfuse", "4.4.0", "4.16.0")).toEqual([]);
    expect(refusedStep("kubernetes", "1.35", "1.36")).toEqual([]);
    expect(refusedStep("postgres", "17.9", "17")).toEqual([]);
    expect(refusedStep("clickhouse", "25.12.1.1", "26.4.5.143")).toEqual([]);
  });

  it.each([
    {
      component: "langfuse",
      from: "4.17.0",
      to: "4.16.0",
      says: /no store goes back; restore instead, or pin 4\.17\.0/,
    },
    { component: "clickhouse", from: "26.4.6.1", to: "26.4.5.143", says: /no store goes back/ },
    {
      component: "langfuse",
      from: "3.99.0",
      to: "5.0.0",
      says: /one major version at a time; go to 4\.x first/,
    },
    {
      component: "kubernetes",
      from: "1.34",
      to: "1.36",
      says: /one minor version at a time; go to 1\.35 first/,
    },
    { component: "postgres", from: "16.4", to: "17", says: /changed by hand/ },
    { component: "clickhouse", from: "24.8.1", to: "26.4.5", says: /go to a version of 2025 first/ },
  ] as const)("is refused for $component from $from to $to", ({ component, from, to, says }) => {
    const [reason, ...others] = refusedStep(component, from, to);
    expect(others).toEqual([]);
    expect(reason).toMatch(says);
    expect(reason).toContain(`${component} would go from ${from} to ${to}`);
  });
});

describe("versions", () => {
  it("are compared by their numbers, as far as both are told", () => {
    expect(compareVersions("1.10", "1.9")).toBeGreaterThan(0);
    expect(compareVersions("v1.36.2-eks-1", "1.36")).toBe(0);
    expect(compareVersions("17", "17.9")).toBe(0);
    expect(isWithin("26.4.5.143", { from: "25.12", below: "26.5" })).toBe(true);
    expect(isWithin("26.5", { from: "25.12", below: "26.5" })).toBe(false);
  });

  it("stand in the tag of an image, with or without a digest", () => {
    expect(tagOf("docker.io/a/b:1.2@sha256:0abc")).toBe("1.2");
    expect(() => tagOf("localhost:5000/a/b")).toThrow("has no tag; write one");
    expect(() => compareVersions("latest", "1")).toThrow("'latest' is no version");
  });
});

it("sends people to pages and headings that are there", () => {
  const files = ["running", "stores", "files"].map((name) =>
    join("stacks", "preflight", "checks", `${name}.ts`),
  );
  const named = files.flatMap((file) => [
    ...readFileSync(join(REPOSITORY, file), "utf8").matchAll(/(runbooks\/[\w/-]+\.md)(?:#([\w-]+))?/g),
  ]);
  expect(named.length).toBeGreaterThan(6);
  for (const [, page = "", anchor] of named) {
    const text = readFileSync(join(REPOSITORY, page), "utf8");
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    );
    if (anchor) expect(headings).toContain(anchor);
  }
});
