import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** ClickHouse as a library, the same engine as the server's: https://github.com/chdb-io/chdb-node. Not a dependency,
 *  because it unpacks to 550 MB and has a binary for four platforms only. */
const PACKAGE = "chdb";
const VERSION = "3.4.0";

/** Where the engine lies: the folder in `CHDB_FOLDER`, or one that `npm ci` clears. */
export function chdbFolder(variables: Readonly<Record<string, string | undefined>>): string {
  return resolve(variables.CHDB_FOLDER ?? join("node_modules", ".cache", `${PACKAGE}-${VERSION}`));
}

/** Whether the engine is there. */
export function isInstalled(folder: string): boolean {
  return existsSync(join(folder, "node_modules", PACKAGE, "package.json"));
}

/** Puts the engine into its folder; npm checks its integrity.
 *
 *      npx tsx test/drills/clickhouse/install.ts */
function install(folder: string): void {
  if (isInstalled(folder)) return;
  mkdirSync(folder, { recursive: true });
  // Without one, npm installs into the repository above.
  writeFileSync(join(folder, "package.json"), '{"private": true}\n');
  const options = ["--save-exact", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"];
  execFileSync("npm", ["install", ...options, `${PACKAGE}@${VERSION}`], { cwd: folder, stdio: "inherit" });
}

if (require.main === module) install(chdbFolder(process.env));
