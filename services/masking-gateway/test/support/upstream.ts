import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

const accept: Behaviour = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "x-from": "langfuse" }).end('{"ok":true}');
};

/** Stands for Langfuse: it keeps what it is sent, and answers as it is told. */
export class StandIn {
  readonly received: Received[] = [];
  behaviour: Behaviour = accept;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers, rawHeaders } = request;
      this.received.push({ method, path: url, headers, rawHeaders, body: Buffer.concat(chunks) });
      this.behaviour(request, response);
    });
  }).on("connection", (socket: Socket) => {
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", () => resolve()));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Everything it was sent, as one text. */
  get text(): string {
    return this.received.map(({ path, body }) => `${path}\n${body.toString("latin1")}`).join("\n");
  }

  reset(): void {
    this.received.length = 0;
    this.behaviour = accept;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
