import { connect, createServer, type Socket } from "node:net";

/** The address of a primary that stays when the primary changes, as the name of ElastiCache's primary does. */
export class Door {
  private readonly sockets = new Set<Socket>();

  private constructor(
    readonly port: number,
    readonly close: () => void,
    private target: number,
  ) {}

  static async open(target: number): Promise<Door> {
    const server = createServer((client) => door.lead(client));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const door = new Door(port, () => server.close(), target);
    return door;
  }

  /** From now on it leads somewhere else; whoever was inside is put out. */
  leadTo(target: number): void {
    this.target = target;
    for (const socket of this.sockets) socket.destroy();
  }

  private lead(client: Socket): void {
    const server = connect(this.target, "127.0.0.1");
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
