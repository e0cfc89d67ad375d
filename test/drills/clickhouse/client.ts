import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Makes a program of the name `clickhouse-client` that hands its query to an engine, for scripts that call it.
 *  @param engines - URL of the engine that answers at each host
 *  @returns the folder to put on the PATH */
export function standInClient(folder: string, engines: Readonly<Record<string, string>>): string {
  const programs = join(folder, "bin");
  mkdirSync(programs, { recursive: true });
  const program = join(programs, "clickhouse-client");
  writeFileSync(program, source(engines));
  chmodSync(program, 0o755);
  return programs;
}

function source(engines: Readonly<Record<string, string>>): string {
  return `#!/usr/bin/env node
const engines = ${JSON.stringify(engines)};
const value = (option) => process.argv[process.argv.indexOf(option) + 1];
const url = engines[value("--host")];
const fail = (reason) => { console.error(reason); process.exit(1); };
if (!process.env.CLICKHOUSE_PASSWORD) fail("no password");
if (!url) fail("Connection refused (NETWORK_ERROR)");
fetch(url, { method: "POST", body: value("--query") }).then(async (response) => {
  const text = await response.text();
  if (!response.ok) fail(text);
  process.stdout.write(text);
}, (error) => fail(String(error)));
`;
}
