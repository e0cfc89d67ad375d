import { readFileSync } from "node:fs";
import { join } from "node:path";
import { satisfies } from "semver";

interface Lockfile {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly optionalDependencies?: Readonly<Record<string, string>>;
        readonly engines?: { readonly node?: string };
      }
    >
  >;
}

/** https://nodejs.org/en/about/previous-releases (2026-11) */
const NODE = "20.20.0";

const { packages }: Lockfile = JSON.parse(readFileSync(join(__dirname, "../../package-lock.json"), "utf8"));

it("locks the binaries of every platform, because `npm ci` refuses a lockfile written where some could not be had", () => {
  const missing = Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${owner}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

it("locks nothing that the newest Node 20 may not run", () => {
  const refusing = Object.entries(packages).flatMap(([name, { engines }]) =>
    satisfies(NODE, engines?.node ?? "*") ? [] : `${name}: ${engines?.node}`,
  );
  expect(refusing).toEqual([]);
});
