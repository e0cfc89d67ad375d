import { readFileSync } from "node:fs";
import { join } from "node:path";
import { queuePrefix } from "./queues";

const FILE = join(__dirname, "..", "charts-values", "queues.lua");

/** The script by which the exporter of Valkey's metrics asks for depth and age of queues: `charts-values/queues.lua`
 *  below the names of the queues. Its answers become `redis_script_values{key="<queue>/<what>"}`. */
export function queueScript(queues: readonly string[]): string {
  const names = queues.map((name) => JSON.stringify(name));
  return `local prefix = ${JSON.stringify(queuePrefix)}\nlocal queues = { ${names.join(", ")} }\n${readFileSync(FILE, "utf8")}`;
}
