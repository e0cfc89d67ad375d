import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { environments } from "../../environments";
import { defineEnvironment } from "../../environments/schema";
import { arbitraryEnvironment } from "../support/arbitrary-environment";

describe("a valid environment file", () => {
  it("is accepted, and comes out as it went in", () => {
    fc.assert(fc.property(arbitraryEnvironment, (file) => expect(defineEnvironment(file)).toEqual(file)));
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
