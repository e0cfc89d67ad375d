import { createServer, type RequestListener, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { PERSONAL } from "./bodies";

// What the gateway is measured against and in front of, as a process of its own: `servers.ts upstream`, or
// `servers.ts proxy <port>` for one that forwards without looking.
const [kind, port] = process.argv.slice(2);

/** What came in by one way, and how much of it had something personal in it. */
export interface Account {
  received: number;
  unmasked: number;
}

const accounts = new Map<string, Account>();

/** Keeps the books by the header `x-way`, and shows them at `/accounts`. */
const upstream: RequestListener = async (request, response) => {
  response.setHeader("content-type", "application/json");
  if (request.url === "/accounts") {
    response.end(JSON.stringify(Object.fromEntries(accounts)));
    return;
  }
  const way = String(request.headers["x-way"]);
  const account = accounts.get(way) ?? { received: 0, unmasked: 0 };
  accounts.set(way, account);
  const body = await buffer(request);
  account.received++;
  if (PERSONAL.some((value) => body.includes(value))) account.unmasked++;
  response.end("{}");
};

const agent = { keepAlive: true, host: "127.0.0.1", port: Number(port) };

const proxy: RequestListener = (request, response) => {
  const { method, url, headers } = request;
  const onward = send({ ...agent, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  request.pipe(onward);
};

const server = createServer(kind === "upstream" ? upstream : proxy);

server.listen(0, "127.0.0.1", () => {
  const { port: own } = server.address() as AddressInfo; // It listens on TCP.
  process.stdout.write(`${own}\n`);
});
