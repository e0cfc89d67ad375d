import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startOf } from "./support/start";

const ROOT = join(__dirname, "..");

describe("main.ts, in a working copy where somebody has edited a file and 'cdktf.out' is of yesterday", () => {
  const folder = mkdtempSync(join(tmpdir(), "langfuse-main-"));
  const [file = ""] = readdirSync(join(ROOT, "environments")).filter(
    (name) => name.endsWith(".ts") && name !== "index.ts",
  );

  beforeEach(() => {
    mkdirSync(join(folder, "cdktf.out"), { recursive: true });
    const copied = ["main.ts", "environments"];
    for (const name of copied) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    for (const name of readdirSync(ROOT).filter((entry) => ![...copied, ".git", "cdktf.out"].includes(entry)))
      symlinkSync(join(ROOT, name), join(folder, name));
    writeFileSync(join(folder, "cdktf.out", "manifest.json"), "of yesterday");
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function edit(name: string, from: RegExp, to: string): void {
    const path = join(folder, "environments", name);
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  }

  function run() {
    const { status, stdout, stderr } = spawnSync(process.execPath, startOf("main.ts"), {
      cwd: folder,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  }

  it("reports a broken environment in a few lines, fails, and leaves the output alone", () => {
    edit(file, /accountId: "\d+"/, 'accountId: "12"');

    expect(run()).toEqual({
      status: 1,
      stdout: "",
      stderr: [
        `environments/${file} is invalid (1 problem):`,
        "✖ must be the 12 digits of an AWS account id, in quotes",
        '  → at accountId: "12"',
        "",
      ].join("\n"),
    });
    expect(readdirSync(join(folder, "cdktf.out"))).toEqual(["manifest.json"]);
    expect(readFileSync(join(folder, "cdktf.out", "manifest.json"), "utf8")).toBe("of yesterday");
  });

  it("says where a file cannot be read as TypeScript, without the stack of its reader", () => {
    edit(file, /protectData: (true|false),/, "protectData: $1");

    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain(`environments/${file}:`);
    expect(stderr).toContain("Expected ','");
    expect(stderr).not.toMatch(/Caused by|backtrace|\n +at /);
  });

  it("sees an edit of what it has loaded before", () => {
    expect(run()).toMatchObject({ status: 0 });
    edit(file, /accountId: "\d+"/, 'accountId: "12"');
    expect(run()).toMatchObject({ status: 1 });
  });

  it("keeps the stack of a bug, which no author of an environment can mend", () => {
    edit("index.ts", /export const environments = .*/, "export const environments = [undefined];");

    expect(run()).toMatchObject({ status: 1, stderr: expect.stringMatching(/^TypeError: .*\n +at /) });
  });
});
