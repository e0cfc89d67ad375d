import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { appendFileSync, chownSync, closeSync, cpSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../support/free-port";

/** `nobody`, under the same number everywhere; Postgres refuses to run as root. */
const IDENTITY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
const OWNER = "drill";

/** A Postgres that copies its log of changes to an archive, as RDS does to S3. */
export class ArchivedPostgres {
  private readonly data: string;
  private readonly archive: string;
  private process?: ChildProcess;

  /** @param programs - folder of `initdb`, `postgres`, `psql` and `pg_basebackup`
   *  @param folder - of its own; also holds the sockets of servers that are restored from it */
  constructor(
    private readonly programs: string,
    private readonly folder: string,
    private readonly port: number,
    name = "data",
  ) {
    this.data = join(folder, name);
    this.archive = join(folder, "archive");
  }

  /** An empty server, running. */
  static async create(programs: string, folder: string): Promise<ArchivedPostgres> {
    if (IDENTITY) chownSync(folder, IDENTITY.uid, IDENTITY.gid);
    const server = new ArchivedPostgres(programs, folder, await freePort());
    server.run("initdb", [
      "--auth=trust",
      `--username=${OWNER}`,
      "--encoding=UTF8",
      "--no-sync",
      server.data,
    ]);
    mkdirSync(server.archive);
    if (IDENTITY) chownSync(server.archive, IDENTITY.uid, IDENTITY.gid);
    server.configure({
      archive_mode: "on",
      archive_command: `cp %p ${server.archive}/%f`,
      wal_level: "replica",
    });
    await server.start();
    return server;
  }

  /** A copy of everything at this moment, to which changes of the archive can be added. */
  baseBackup(name: string): void {
    this.run("pg_basebackup", [...this.address(), "-D", join(this.folder, name), "--checkpoint=fast"]);
  }

  /** A second server, from a base backup and the archive, as of a time; the first is not touched.
   *  @throws with its log, when the archive does not reach that time */
  async restored(base: string, time: string): Promise<ArchivedPostgres> {
    const name = `restored-${time.replace(/\W/g, "")}`;
    cpSync(join(this.folder, base), join(this.folder, name), { recursive: true, preserveTimestamps: true });
    if (IDENTITY) execFileSync("chown", ["-R", `${IDENTITY.uid}:${IDENTITY.gid}`, join(this.folder, name)]);
    const server = new ArchivedPostgres(this.programs, this.folder, await freePort(), name);
    server.configure({
      archive_mode: "off",
      restore_command: `cp ${this.archive}/%f %p`,
      recovery_target_time: time,
      recovery_target_action: "promote",
    });
    server.run("touch", [join(server.data, "recovery.signal")], "");
    await server.start();
    return server;
  }

  /** Rows, columns separated by `|`. */
  query(sql: string): string[] {
    return this.run("psql", [
      "-XAtq",
      "-v",
      "ON_ERROR_STOP=1",
      ...this.address(),
      "-d",
      "postgres",
      "-c",
      sql,
    ])
      .split("\n")
      .filter((line) => line !== "");
  }

  async stop(): Promise<void> {
    const { process: running } = this;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGINT");
    await ended;
  }

  private address(): string[] {
    return ["-h", this.folder, "-p", String(this.port), "-U", OWNER];
  }

  private run(program: string, args: readonly string[], folder = this.programs): string {
    return execFileSync(join(folder, program), args, {
      ...IDENTITY,
      cwd: this.folder,
      encoding: "utf8",
      stdio: "pipe",
      timeout: 120_000,
    });
  }

  private configure(settings: Readonly<Record<string, string>>): void {
    const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
    appendFileSync(join(this.data, "postgresql.conf"), lines.join(""));
  }

  /** Until it can be written to, which a restored one can when it has reached its time. */
  private async start(): Promise<void> {
    const file = `${this.data}.log`;
    const log = openSync(file, "a");
    const options = [
      "-k",
      this.folder,
      "-p",
      String(this.port),
      "-c",
      "listen_addresses=",
      "-c",
      "fsync=off",
    ];
    const server = spawn(join(this.programs, "postgres"), ["-D", this.data, ...options], {
      ...IDENTITY,
      cwd: this.folder,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    process.once("exit", () => server.kill("SIGQUIT"));
    this.process = server;
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(50)) {
      if (server.exitCode !== null) break;
      if (this.isWritable()) return;
    }
    throw new Error(readFileSync(file, "utf8"));
  }

  private isWritable(): boolean {
    try {
      return this.query("SELECT pg_is_in_recovery()")[0] === "f";
    } catch {
      // It does not listen yet.
      return false;
    }
  }
}
