import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Arguments for Node with which `cdktf.json` starts `main.ts`, for that or another program in its place. */
export function startOf(program: string): string[] {
  const { app }: { app: string } = JSON.parse(readFileSync(join(ROOT, "cdktf.json"), "utf8"));
  return app
    .replace(/^node /, "")
    .replace(/main\.ts$/, program)
    .split(" ");
}
