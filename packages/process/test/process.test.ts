import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { createLog, describeError, ownVariables, readKeyFile } from "@langfuse-aws/process";

const folder = mkdtempSync(join(tmpdir(), "process-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("tells its own variables from those of others, of Kubernetes, and from empty ones", () => {
  const environment = {
    APP_PORT: "8080",
    APP_HOST: "",
    APP_SERVICE_PORT_HTTP: "80",
    APP_PORT_80_TCP: "tcp://10.0.0.1:80",
    NODE_ENV: "test",
    NODE_OPTIONS: "--inspect",
  };
  expect(ownVariables(environment, ["APP_", "NODE_ENV"])).toEqual({ APP_PORT: "8080", NODE_ENV: "test" });
});

it("reads a key, and says what is wrong with one without quoting it", () => {
  const path = join(folder, "key");
  writeFileSync(path, "short-key\n");
  expect(readKeyFile(path).problems[0]).toMatch(/has 9 characters/);
  expect(readKeyFile(path).problems[0]).not.toContain("short-key");
  expect(readKeyFile(join(folder, "absent")).problems[0]).toMatch(/cannot be read \(ENOENT\)/);
  writeFileSync(path, "0123456789abcdef0123456789abcdef\n");
  expect(readKeyFile(path)).toEqual({ content: "0123456789abcdef0123456789abcdef", problems: [] });
});

it("writes lines of JSON, and of an error where it happened and not what it says", () => {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const error = Object.assign(new TypeError("ana@example.com"), { code: "E_MINE" });
  createLog({ name: "mine", level: "info" }, destination).error(describeError(error), "failed");
  const line = JSON.parse(lines.join(""));
  expect(line).toMatchObject({
    level: "ERROR",
    name: "mine",
    error: "TypeError",
    code: "E_MINE",
    msg: "failed",
  });
  expect(line.at[0]).toMatch(/process\.test\.ts/);
  expect(lines.join("")).not.toContain("ana@");
  expect(describeError("ana@example.com")).toEqual({ error: "string" });
});
