import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliConfiguration, findProvider } from "../support/provider";

const machine = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
const mirrors: string[] = [];

function mirror(...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "mirror-"));
  mirrors.push(folder);
  const provider = join(folder, "registry.terraform.io/hashicorp/aws");
  for (const name of names) {
    if (name.endsWith(".zip")) {
      mkdirSync(provider, { recursive: true });
      writeFileSync(join(provider, name), "");
    } else mkdirSync(join(provider, name), { recursive: true });
  }
  return folder;
}

afterAll(() => {
  for (const folder of mirrors) rmSync(folder, { recursive: true });
});

describe("the AWS provider", () => {
  it("comes in the pinned version when a mirror has it", () => {
    const folder = mirror(`6.25.0/${machine}`, `7.0.0/${machine}`);
    expect(findProvider("6.25.0", [mirror(), folder])).toEqual({ version: "6.25.0", mirror: folder });
  });

  it("comes in the newest version of any mirror otherwise, unpacked or packed", () => {
    const packed = mirror(`terraform-provider-aws_5.100.0_${machine}.zip`);
    expect(findProvider("6.25.0", [mirror(`5.99.0/${machine}`), packed])).toEqual({
      version: "5.100.0",
      mirror: packed,
    });
  });

  it("comes from the registry when no mirror has one for this machine", () => {
    const provider = findProvider("6.25.0", [mirror("6.25.0/plan9_mips"), "/does-not-exist"]);
    expect(provider).toEqual({ version: "6.25.0", mirror: undefined });
    expect(cliConfiguration(provider, "/cache")).toBe('plugin_cache_dir = "/cache"\n');
  });
});
