import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** `nobody`, under the same number everywhere; Postgres refuses to run as root. */
const NOBODY = { uid: 65534, gid: 65534 };
const IDENTITY = process.getuid?.() === 0 ? NOBODY : undefined;

/** What RDS hands over: a user who owns `postgres`, makes roles and databases, and is no superuser. */
export const master = { username: "administrator", password: "Master0password" };

/** Who owns the server, as in RDS; reaches it by its socket alone, where no client of ours is. */
const OWNER = "rdsadmin";

/** A Postgres server of its own: on a free loopback port, with TLS, in a folder that goes with it. It logs every
 *  statement, which is the most that a server can be made to log. */
export class Server {
  readonly folder = mkdtempSync(join(tmpdir(), "langfuse-jobs-"));
  private readonly data = join(this.folder, "data");
  private readonly logFile = join(this.folder, "log");
  private process?: ChildProcess;

  /** @param programs - folder of `initdb`, `postgres` and `psql` */
  constructor(
    private readonly programs: string,
    readonly port: number,
  ) {
    process.once("exit", () => {
      this.process?.kill("SIGQUIT");
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  /** Everything that the server has logged. */
  get log(): string {
    return readFileSync(this.logFile, "utf8");
  }

  /** @throws when it does not accept connections within a minute; with its log */
  async start(): Promise<void> {
    this.makeCluster();
    const settings = { port: this.port, listen_addresses: "127.0.0.1", unix_socket_directories: this.folder };
    const logging = { log_statement: "all", log_connections: "on", log_disconnections: "on" };
    const args = Object.entries({ ...settings, ...logging, fsync: "off" }).flatMap((pair) => [
      "-c",
      pair.join("="),
    ]);
    // A file, because a pipe that nobody reads while a test waits for a program would stop the server.
    const log = openSync(this.logFile, "a");
    this.process = spawn(join(this.programs, "postgres"), ["-D", this.data, ...args], {
      ...IDENTITY,
      cwd: this.folder,
      stdio: ["ignore", "ignore", log],
    });
    closeSync(log);
    await this.until("ready to accept connections");
    this.sql(`CREATE ROLE ${master.username} LOGIN CREATEDB CREATEROLE PASSWORD '${master.password}'`);
    this.sql(`ALTER DATABASE postgres OWNER TO ${master.username}`);
    // That statement was the test's own; the server goes on at the end of the file, which is its beginning again.
    truncateSync(this.logFile);
  }

  /** Runs a statement as the owner of the server; lines of the result. */
  sql(statement: string, database = "postgres"): string[] {
    const address = ["-h", this.folder, "-p", String(this.port), "-U", OWNER, "-d", database];
    const args = ["-XAtq", "-v", "ON_ERROR_STOP=1", ...address, "-c", statement];
    const output = execFileSync(join(this.programs, "psql"), args, {
      encoding: "utf8",
      stdio: "pipe",
      timeout: 60_000,
    });
    return output.split("\n").filter((line) => line !== "");
  }

  /** From now on it takes connections without TLS, and only those. */
  async speakPlainly(): Promise<void> {
    appendFileSync(join(this.data, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    this.sql("ALTER SYSTEM SET ssl = off");
    this.sql("SELECT pg_reload_conf()");
    await this.until('parameter "ssl" changed');
  }

  /** Ends the server and removes its folder. */
  async stop(): Promise<void> {
    const { process: running } = this;
    if (running && running.exitCode === null) {
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGINT");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Whether the process is there still. */
  get isRunning(): boolean {
    return this.process !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  private makeCluster(): void {
    if (IDENTITY) chownSync(this.folder, IDENTITY.uid, IDENTITY.gid);
    const options = { ...IDENTITY, cwd: this.folder, stdio: "pipe" } as const;
    const initdb = ["--auth=trust", `--username=${OWNER}`, "--encoding=UTF8", "--no-sync", this.data];
    execFileSync(join(this.programs, "initdb"), initdb, options);
    const files = ["-keyout", "server.key", "-out", "server.crt", "-subj", "/CN=localhost", "-days", "1"];
    const certificate = ["req", "-new", "-x509", "-nodes", "-newkey", "rsa:2048", ...files];
    execFileSync("openssl", certificate, { ...options, cwd: this.data });
    const rules = [`local all ${OWNER} trust`, "hostssl all all 127.0.0.1/32 scram-sha-256", ""];
    writeFileSync(join(this.data, "pg_hba.conf"), rules.join("\n"));
    // Not an argument of the program, which nothing could change afterwards.
    appendFileSync(join(this.data, "postgresql.conf"), "ssl = on\n");
  }

  private async until(line: string): Promise<void> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(50)) {
      if (this.log.includes(line)) return;
      if (!this.isRunning) break;
    }
    throw new Error(`the Postgres server did not log '${line}':\n${this.log.slice(-2000)}`);
  }
}
