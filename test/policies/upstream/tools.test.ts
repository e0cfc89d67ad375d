import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, installed, tools } from "./tools";
import { upstreamWaivers } from "./waivers";

const folder = mkdtempSync(join(tmpdir(), "upstream-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("names each tool that the machine has not", () => {
  expect(installed(folder)).toEqual({
    found: [],
    missing: ["no checkov on the PATH", "no trivy on the PATH"],
  });
});

it("asks each tool about one plan, and reads its report", async () => {
  const reports = {
    checkov: '{"check_type":"terraform_plan","results":{"failed_checks":[]}}',
    trivy: '{"SchemaVersion":2}',
  };
  for (const { name } of tools) {
    const script = `#!/bin/sh\ncase "$*" in *"/a plan.json"*) echo '${reports[name]}';; *) exit 1;; esac\n`;
    writeFileSync(join(folder, name), script, { mode: 0o755 });
  }
  const { found, missing } = installed(folder);
  expect(missing).toEqual([]);
  expect(found).toHaveLength(2);
  for (const one of found) {
    expect(await ask(one, "/a plan.json", "prod")).toEqual([]);
    await expect(ask(one, "/another.json", "prod")).rejects.toThrow("Command failed");
  }
});

it.each(upstreamWaivers)("waives $ids for one tool at least", ({ ids }) => {
  for (const id of ids) expect(tools.filter((tool) => tool.ids.test(id))).toHaveLength(1);
});
