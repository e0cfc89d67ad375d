import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { completeChart, isEnabled } from "./subcharts";

describe("a chart folder without its subcharts", () => {
  const scratch = mkdtempSync(join(tmpdir(), "subcharts-test-"));
  const folder = join(scratch, "langfuse");
  beforeAll(() => {
    mkdirSync(join(folder, "charts", "present"), { recursive: true });
    writeFileSync(join(folder, "charts", "packed-1.0.0.tgz"), "");
    const conditions = ["present", "packed", "valkey"].map((name) => ({
      name,
      version: "1.0.0",
      condition: `${name}.deploy`,
    }));
    writeFileSync(join(folder, "Chart.yaml"), JSON.stringify({ name: "langfuse", dependencies: conditions }));
    writeFileSync(join(folder, "values.yaml"), "valkey: { deploy: true }\n");
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  it("loses what the values switch off, in a copy", () => {
    const complete = completeChart(folder, ["valkey: { deploy: false }"], { scratch });
    const { dependencies } = parse(readFileSync(join(complete.folder, "Chart.yaml"), "utf8"));
    expect(complete.leftOut).toEqual(["valkey"]);
    expect(dependencies.map(({ name }: { name: string }) => name)).toEqual(["present", "packed"]);
    expect(readFileSync(join(folder, "Chart.yaml"), "utf8")).toContain("valkey");
  });

  it("is refused when the values use what is missing", () => {
    expect(() => completeChart(folder, [], { scratch })).toThrow(
      "lacks subchart 'valkey', which the values use; run 'helm dependency build'",
    );
  });

  it("takes what the values use from the folder of all charts, in the version that it wants", () => {
    const chartsFolder = join(scratch, "charts");
    mkdirSync(join(chartsFolder, "valkey"), { recursive: true });
    const write = (version: string) =>
      writeFileSync(join(chartsFolder, "valkey", "Chart.yaml"), `version: ${version}\n`);
    write("2.0.0");
    expect(() => completeChart(folder, [], { scratch, chartsFolder })).toThrow(
      `is version 2.0.0 but '${folder}' wants 1.0.0; check out that version`,
    );
    write("1.0.0");
    const complete = completeChart(folder, [], { scratch, chartsFolder });
    expect(complete.leftOut).toEqual([]);
    expect(existsSync(join(complete.folder, "charts", "valkey", "Chart.yaml"))).toBe(true);
  });

  it("counts the last document and the first condition that says something", () => {
    const dependency = { name: "a", condition: "a.deploy,global.deploy" };
    expect(isEnabled(dependency, [{ a: { deploy: true } }, { a: { deploy: false } }])).toBe(false);
    expect(isEnabled(dependency, [{ global: { deploy: false } }])).toBe(false);
    expect(isEnabled(dependency, [{}])).toBe(true);
    expect(isEnabled({ name: "a" }, [{ a: { deploy: false } }])).toBe(true);
  });
});
