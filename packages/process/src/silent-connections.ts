import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Connections on which nobody has said anything yet. Node calls one idle only once it has carried a request, and a server
 *  that stops waits for all others: load balancers and browsers open some to have them, and say nothing for minutes. */
export class SilentConnections {
  private readonly sockets = new Set<Socket>();

  /** @param server - that does not listen yet */
  constructor(server: Server) {
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
    });
  }

  /** Ends them. Nothing is lost: who speaks next meets a connection that is closed, and opens another one. */
  end(): void {
    for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
  }
}
