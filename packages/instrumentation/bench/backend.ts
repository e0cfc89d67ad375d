import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// Stands for Langfuse, in a process of its own: `backend.ts 200` takes everything, 503 nothing, `hang` never answers,
// `reset` tears connections, `slow` answers a byte every 50 ms, and `gone` is not there.
const [behaviour] = process.argv.slice(2);
const ANSWER = '{"errors":[]}';

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    if (behaviour === "hang") return;
    if (behaviour === "reset") return request.destroy();
    response.writeHead(Number(behaviour) || 200, { "content-type": "application/json" });
    if (behaviour !== "slow") return response.end(ANSWER);
    for (const [index, byte] of [...ANSWER].entries()) setTimeout(() => response.write(byte), 50 * index);
    setTimeout(() => response.end(), 50 * ANSWER.length);
  });
});

process.on("disconnect", () => process.exit()); // nobody measures any more

server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo; // It listens on a port, and not on a pipe.
  if (behaviour === "gone") server.close();
  process.send?.(port);
});
