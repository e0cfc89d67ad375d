import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { POOL_CHECK_SECONDS } from "../../support/prisma";
import { client } from "./pair";

/** Where a server is, and who signed its certificate. */
interface ServerAddress {
  readonly port: number;
  readonly authority: string;
}

/** How a pool behaves, in milliseconds. */
interface Settings {
  readonly connections: number;
  readonly connectMs: number;
  readonly poolMs: number;
  readonly socketMs: number | undefined;
  readonly checkMs: number;
}

/** Reads the arguments of `DATABASE_URL`, with the engine's defaults.
 *  https://www.prisma.io/docs/v6/orm/prisma-client/setup-and-configuration/databases-connections/connection-pool (2026-11)
 *  @param scale - by how much everything is faster here */
function settingsOf(args: string, scale: number): Settings {
  const given = new URLSearchParams(args);
  const milliseconds = (seconds: number) => (1000 * seconds) / scale;
  const socket = given.get("socket_timeout");
  return {
    connections: Number(given.get("connection_limit")),
    connectMs: milliseconds(Number(given.get("connect_timeout") ?? 5)),
    poolMs: milliseconds(Number(given.get("pool_timeout") ?? 10)),
    socketMs: socket === null ? undefined : milliseconds(Number(socket)),
    checkMs: milliseconds(POOL_CHECK_SECONDS),
  };
}

/** A pool with the rules of the engine that Prisma 6.19 has, as they stand in its source (prisma/prisma-engines: `quaint`, and
 *  its pool `mobc`), over real connections of another driver. The engine itself is no package and cannot be had here.
 *
 *  The last connection that came back is the first to go out. It is asked whether it lives when it was not asked of late. A
 *  statement has a deadline when the connection has prepared it before, and none the first time. After its deadline the
 *  connection goes back into the pool, and only one that is closed does not. */
export class Pool {
  private readonly settings: Settings;
  private readonly idle: Connection[] = [];
  private readonly waiting: (() => void)[] = [];
  private permits: number;

  constructor(
    private readonly server: ServerAddress,
    args: string,
    scale: number,
  ) {
    this.settings = settingsOf(args, scale);
    this.permits = this.settings.connections;
  }

  async query(text: string, values: readonly unknown[] = []): Promise<void> {
    const connection = await this.checkOut();
    try {
      await connection.ask(text, values, this.settings.socketMs);
    } finally {
      if (connection.isOpen) this.idle.push(connection);
      this.permit();
    }
  }

  async end(): Promise<void> {
    for (const connection of this.idle) connection.close();
  }

  private async checkOut(): Promise<Connection> {
    const late = Date.now() + this.settings.poolMs;
    await this.permitted(late);
    try {
      return await openWithin(late - Date.now(), this.livingOne());
    } catch (error) {
      this.permit();
      throw error;
    }
  }

  private async livingOne(): Promise<Connection> {
    const { connectMs, checkMs, socketMs } = this.settings;
    const last = this.idle.pop();
    if (last !== undefined && Date.now() - last.checkedAt < checkMs) return last;
    if (last !== undefined && (await last.isAlive(socketMs))) return last;
    return openWithin(connectMs, Connection.open(this.server));
  }

  private async permitted(late: number): Promise<void> {
    if (this.permits > 0) {
      this.permits--;
      return;
    }
    let admit: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      admit = resolve;
    });
    this.waiting.push(admit);
    try {
      await within(late - Date.now(), turn, "no connection of the pool");
    } catch (error) {
      const place = this.waiting.indexOf(admit);
      if (place >= 0) this.waiting.splice(place, 1);
      else this.permit();
      throw error;
    }
  }

  private permit(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.permits++;
  }
}

/** One connection, encrypted, to a server that proves who it is. */
class Connection {
  checkedAt = Date.now();
  isOpen = true;
  private readonly prepared = new Set<string>();

  private constructor(private readonly driver: Client) {
    const closed = () => {
      this.isOpen = false;
    };
    driver.on("error", closed);
    driver.on("end", closed);
  }

  static async open({ port, authority }: ServerAddress): Promise<Connection> {
    const driver = new Client({ ...client, host: "127.0.0.1", port, ssl: { ca: authority } });
    const connection = new Connection(driver);
    await driver.connect();
    return connection;
  }

  async ask(text: string, values: readonly unknown[], deadlineMs: number | undefined): Promise<void> {
    const answer = this.driver.query({ name: text.slice(0, 63), text, values: [...values] });
    await within(this.prepared.has(text) ? deadlineMs : undefined, answer, "no answer");
    this.prepared.add(text);
  }

  async isAlive(deadlineMs: number | undefined): Promise<boolean> {
    try {
      await within(deadlineMs, this.driver.query("SELECT 1"), "no answer");
      this.checkedAt = Date.now();
      return true;
    } catch {
      // Whatever it was, another one is opened.
      this.close();
      return false;
    }
  }

  close(): void {
    this.driver.end().catch(() => undefined);
  }
}

/** One that comes too late is nobody's, and is closed. */
async function openWithin(limitMs: number, opening: Promise<Connection>): Promise<Connection> {
  try {
    return await within(limitMs, opening, "no connection");
  } catch (error) {
    opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  }
}

/** @throws when something is not over in time; it goes on all the same */
async function within<T>(limitMs: number | undefined, work: Promise<T>, what: string): Promise<T> {
  if (limitMs === undefined) return work;
  work.catch(() => undefined);
  const isOver = new AbortController();
  const deadline = pause(Math.max(0, limitMs), undefined, { signal: isOver.signal }).then(
    () => Promise.reject(new Error(`${what} in time`)),
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([work, deadline]);
  } finally {
    isOver.abort();
  }
}
