import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { start, stop } from "../../emulated/support/processes";
import { freePort } from "../../support/free-port";
import { onPath } from "../../support/programs";
import { until } from "../../support/until";

/** Of Debian's package `libzookeeper-java`; it names what it needs itself. */
const ZOOKEEPER = "/usr/share/java/zookeeper.jar";

/** What a machine lacks for ZooKeeper. */
export function missingForZooKeeper(): string[] {
  return [
    ...(existsSync(ZOOKEEPER) ? [] : ["no ZooKeeper here; install the package libzookeeper-java"]),
    ...(onPath("java", process.env.PATH) ? [] : ["no 'java' here; install the package default-jre-headless"]),
  ];
}

interface Ports {
  readonly client: number;
  readonly peer: number;
  readonly election: number;
}

/** One of several that keep the same: ZooKeeper, whose protocol ClickHouse Keeper speaks. Like Keeper, it refuses a client
 *  that has seen more than it has. */
export class Member {
  /** Whether it starts again when it is told to. */
  isBroken = false;
  private server: ChildProcess | undefined;

  /** @param folder - of its own; everything it keeps is below */
  private constructor(
    readonly folder: string,
    private readonly ports: Ports,
  ) {}

  /** Members that wait to be started.
   *  @param folder - of their own */
  static async among(folder: string, count: number): Promise<Member[]> {
    const peers: Ports[] = [];
    for (let id = 0; id < count; id++)
      peers.push({ client: await freePort(), peer: await freePort(), election: await freePort() });
    return peers.map((ports, id) => {
      const own = join(folder, `${id}`);
      mkdirSync(own, { recursive: true });
      writeFileSync(join(own, "zoo.cfg"), settings(own, ports, peers));
      const member = new Member(own, ports);
      member.empty();
      return member;
    });
  }

  get port(): number {
    return this.ports.client;
  }

  start(): void {
    if (this.isBroken) return;
    const main = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
    this.server = start("java", ["-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", ZOOKEEPER, main, "zoo.cfg"], {
      folder: this.folder,
      variables: {},
    });
  }

  /** Ends it without a warning; when this resolves, its folder is free. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const ended = once(server, "close");
    stop(server);
    await ended;
  }

  /** A folder that holds nothing but who it is. */
  empty(): void {
    const data = join(this.folder, "data");
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data);
    // From 1 on; folders begin with 0, as pods do.
    writeFileSync(join(data, "myid"), `${Number(this.folder.slice(-1)) + 1}\n`);
  }

  /** Whether it serves clients, which it does as part of a majority only. */
  async isReady(): Promise<boolean> {
    return /^Mode: /m.test(await this.says("srvr"));
  }

  /** How many nodes it knows.
   *  @throws when it does not serve */
  async nodes(): Promise<number> {
    const [, count] = /^Node count: (\d+)$/m.exec(await this.says("srvr")) ?? [];
    if (count === undefined) throw new Error("it does not serve");
    return Number(count);
  }

  /** Answer to a word of four letters; nothing when nobody listens. */
  private says(word: string): Promise<string> {
    return new Promise((resolve) => {
      const parts: Buffer[] = [];
      const socket = createConnection({ port: this.ports.client, host: "127.0.0.1" }, () =>
        socket.write(word),
      );
      socket.on("data", (part: Buffer) => parts.push(part));
      socket.once("error", () => resolve(""));
      socket.once("close", () => resolve(Buffer.concat(parts).toString()));
    });
  }
}

/** Waits until all of them serve. */
export async function serving(members: readonly Member[]): Promise<void> {
  for (const [id, member] of members.entries()) await until(() => member.isReady(), `member ${id} serves`);
}

function settings(folder: string, { client }: Ports, peers: readonly Ports[]): string {
  return [
    `dataDir=${join(folder, "data")}`,
    `clientPort=${client}`,
    "clientPortAddress=127.0.0.1",
    "admin.enableServer=false",
    "4lw.commands.whitelist=srvr",
    // In milliseconds; a session may last twenty of them, and an election five.
    "tickTime=500",
    "initLimit=10",
    "syncLimit=5",
    ...peers.map(({ peer, election }, id) => `server.${id + 1}=127.0.0.1:${peer}:${election}`),
    "",
  ].join("\n");
}
