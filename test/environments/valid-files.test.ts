import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import fc from "fast-check";
import { environments } from "../../environments";
import { defineEnvironment } from "../../environments/schema";
import { definePlatform } from "../../stacks";
import { arbitraryEnvironment } from "../support/arbitrary-environment";

describe("a valid environment file", () => {
  it("is accepted, and comes out as it went in", () => {
    fc.assert(fc.property(arbitraryEnvironment, (file) => expect(defineEnvironment(file)).toEqual(file)));
  });

  it("synthesizes every stack", () => {
    const outdir = mkdtempSync(join(tmpdir(), "langfuse-any-"));
    const property = fc.property(arbitraryEnvironment, (file) => {
      const app = new App({ outdir });
      definePlatform(app, defineEnvironment(file));
      app.synth();
    });
    fc.assert(property, { numRuns: 3 });
    rmSync(outdir, { recursive: true });
  });
});

describe("the files of this repository", () => {
  const files = readdirSync(join(__dirname, "../../environments"))
    .filter((file) => file.endsWith(".ts") && file !== "index.ts")
    .map((file) => file.slice(0, -3));

  it("are named as their environments and listed, so that a report names the right file", () => {
    expect(environments.map(({ name }) => name).sort()).toEqual(files);
  });
});
