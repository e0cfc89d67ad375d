import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { tellAddress } from "./interserver-address";

/** What we use of chdb. */
interface Session {
  query(sql: string, format: string): string;
}
interface Chdb {
  readonly Session: new (folder: string) => Session;
}

/** ClickHouse in a process of its own, which answers a statement by POST with tab-separated rows, or with its error and
 *  status 500:
 *
 *      node --import tsx test/drills/clickhouse/server.ts CHDB_FOLDER DATA_FOLDER [PORT]
 *
 *  It finds credentials for S3 in its environment, as a pod does, and prints its port. Of a `config.xml` in the folder where
 *  it starts it does what a server does. Tables replicate when `INTERSERVER_PORT` says where other replicas would find it,
 *  but nobody listens there. */
function serve(chdbFolder: string, data: string, wanted: number): void {
  // The package is not a dependency, so nothing knows its types; see install.ts.
  const { Session } = createRequire(join(chdbFolder, "index.js"))("chdb") as Chdb;
  const session = new Session(data);
  const { INTERSERVER_PORT } = process.env;
  if (INTERSERVER_PORT) {
    // Only then it has its paths.
    session.query("SELECT 1", "TSV");
    tellAddress(data, Number(INTERSERVER_PORT));
  }
  const server = createServer(async (request, response) => {
    try {
      response.end(session.query(await textOf(request), "TSV"));
    } catch (error) {
      response.statusCode = 500;
      response.end(error instanceof Error ? error.message : String(error));
    }
  });
  server.listen(wanted, "127.0.0.1", () => {
    const address = server.address();
    if (address !== null && typeof address === "object") console.log(`port ${address.port}`);
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

const [chdbFolder = "", data = "", port = "0"] = process.argv.slice(2);
serve(chdbFolder, data, Number(port));
