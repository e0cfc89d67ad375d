import { connect, createServer, type Socket } from "node:net";

/** The address of a primary that stays when the primary changes, as the names of ElastiCache's and RDS' do. */
export class Door {
  private readonly sockets = new Set<Socket>();
  /** Of whom nobody hears anything any more. */
  private readonly silenced = new Set<Socket>();
  private isSilent = false;

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
    const close = () => {
      for (const socket of [...door.sockets, ...door.silenced]) socket.destroy();
      server.close();
    };
    const door = new Door(port, close, target);
    return door;
  }

  /** From now on nothing comes through in either direction, and nobody is told: a host that is lost, and an address that
   *  still names it. Who was inside stays so for good, where a network gives up after a quarter of an hour. */
  fallSilent(): void {
    this.isSilent = true;
    for (const socket of this.sockets) this.silence(socket);
    this.sockets.clear();
  }

  /** From now on it leads somewhere else; whoever was inside is put out, if he can be told. */
  leadTo(target: number): void {
    this.target = target;
    this.isSilent = false;
    for (const socket of this.sockets) socket.destroy();
  }

  private silence(socket: Socket): void {
    this.silenced.add(socket);
    socket.removeAllListeners("close");
    socket.on("error", () => undefined);
    socket.unpipe().pause();
  }

  private lead(client: Socket): void {
    if (this.isSilent) {
      this.silence(client);
      return;
    }
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
