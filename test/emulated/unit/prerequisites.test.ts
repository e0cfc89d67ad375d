import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { obstacles } from "../support/prerequisites";

const folder = mkdtempSync(join(tmpdir(), "tools-"));
const mirrored = { version: "5.100.0", mirror: "/mirror" };

/** A program that prints a text. */
function install(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\necho '${text}'\n`, { mode: 0o755 });
}

beforeEach(() => {
  install("terraform", '{"terraform_version": "1.11.0"}');
  install("moto_server", "usage");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("obstacles", () => {
  it("are none where every tool and a provider are at hand", async () => {
    expect(await obstacles(mirrored, folder)).toEqual([]);
  });

  it("are all named at once, with a remedy each", async () => {
    const nowhere = { version: "6.25.0", mirror: undefined };
    expect(await obstacles(nowhere, "/nowhere", "http://127.0.0.1:9/")).toEqual([
      expect.stringMatching(/^'terraform' does not run; install Terraform 1\.11\.0 or newer/),
      expect.stringMatching(/^'moto_server' does not run; install .*pip install/),
      expect.stringMatching(/^no mirror has the AWS provider, and .* does not answer; name a folder/),
    ]);
  });

  it("include a Terraform that would write passwords into the state", async () => {
    install("terraform", '{"terraform_version": "1.9.8"}');
    expect(await obstacles(mirrored, folder)).toEqual([
      expect.stringMatching(/^'terraform' is version 1\.9\.8; install Terraform 1\.11\.0 or newer/),
    ]);
  });
});
