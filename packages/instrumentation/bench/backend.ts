import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// Stands for Langfuse, in a process of its own: `backend.ts 200` takes everything, `backend.ts 503` nothing, and
// `backend.ts hang` never answers.
const [behaviour] = process.argv.slice(2);

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    if (behaviour === "hang") return;
    response.writeHead(Number(behaviour), { "content-type": "application/json" }).end('{"errors":[]}');
  });
});

server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
