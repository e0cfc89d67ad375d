import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** All that we use of cdktf, and why. It is archived; its community fork `cdktn` keeps these names, so that moving is
 *  to replace the prefixes `cdktf` and `@cdktf/` in imports. A name more is a name more to move. */
const SURFACE: Readonly<Record<string, string>> = {
  App: "the root of the synthesis",
  AssetType: "see TerraformAsset",
  Aspects: "one permissions boundary for every role, stacks/base-stack.ts",
  DefaultTokenResolver: "see Tokenization",
  Fn: "decoding the cluster's certificate, and nothing that TypeScript can compute",
  IAspect: "the type of such a rule",
  ITerraformDependable: "the type of what a construct waits for",
  S3Backend: "where state lives",
  StringConcat: "see Tokenization",
  TerraformAsset: "the local chart that ships custom resources, constructs/manifests.ts",
  TerraformElement: "names without a hash, stacks/base-stack.ts",
  TerraformLocal: "a computed value that a policy can hold, constructs/cluster.ts",
  TerraformOutput: "what people and runbooks read",
  TerraformResource: "whatever is made in a second region, constructs/provider-of.ts",
  TerraformStack: "the unit of deployment",
  Token: "telling wiring from static text, constructs/manifests.ts",
  Tokenization: "finding references between stacks without resolving everything, stacks/base-stack.ts",
};

const ROOT = join(__dirname, "../..");
const sources = ["main.ts", ...["environments", "constructs", "stacks"].flatMap(typescriptIn)];
const imports = sources.flatMap((file) =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(/^(?:import|export) ([^;]*?) from "([^"]+)"/gms)].map(
    ([, names = "", module = ""]) => ({
      file,
      module,
      names: names.replace(/[{}\s]|\btype\b/g, "").split(","),
    }),
  ),
);

it("imports from cdktf only what moves to its fork by renaming the package", () => {
  const used = imports
    .filter(({ module }) => module === "cdktf")
    .flatMap(({ names }) => names.filter(Boolean));
  expect([...new Set(used)].sort()).toEqual(Object.keys(SURFACE).sort());
});

it("reaches into no internals of cdktf and its providers", () => {
  const foreign = imports.map(({ module }) => module).filter((module) => module.includes("cdktf"));
  expect(foreign).not.toHaveLength(0);
  for (const module of foreign) expect(module).toMatch(/^(cdktf|@cdktf\/provider-[a-z]+\/lib\/[a-z0-9-]+)$/);
});

function typescriptIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(folder, path));
}
