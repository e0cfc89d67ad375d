import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

// What the gateway is measured against and in front of, as a process of its own: `servers.ts upstream`, or
// `servers.ts proxy <port>` for one that forwards without looking.
const [kind, port] = process.argv.slice(2);

const agent = { keepAlive: true, host: "127.0.0.1", port: Number(port) };

const server = createServer((request, response) => {
  if (kind === "upstream") {
    request
      .resume()
      .on("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
    return;
  }
  const { method, url, headers } = request;
  const onward = send({ ...agent, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  request.pipe(onward);
});

server.listen(0, "127.0.0.1", () => {
  const { port: own } = server.address() as AddressInfo; // It listens on TCP.
  process.stdout.write(`${own}\n`);
});
