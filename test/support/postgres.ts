import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { appendFileSync, chownSync, closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** `nobody`, under the same number everywhere; Postgres refuses to run as root. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

export interface PostgresProps {
  /** Folder of `initdb`, `postgres` and `psql`. */
  readonly programs: string;
  /** Of its own, in which it keeps its socket. */
  readonly folder: string;
  /** Where its data are, or will be. */
  readonly data: string;
  readonly port: number;
  /** Who owns the server, and reaches it by its socket without a password. */
  readonly owner: string;
}

/** A Postgres server of this machine, in a folder that somebody else removes. It ends with this process. */
export class Postgres {
  private server?: ChildProcess;

  constructor(private readonly props: PostgresProps) {
    process.once("exit", () => this.server?.kill("SIGQUIT"));
  }

  /** What it writes, from the beginning. */
  get logFile(): string {
    return `${this.props.data}.log`;
  }

  get log(): string {
    return readFileSync(this.logFile, "utf8");
  }

  /** Whether the process is there still. */
  get isRunning(): boolean {
    return this.server !== undefined && this.server.exitCode === null && this.server.signalCode === null;
  }

  /** Makes an empty cluster. */
  initialize(): void {
    const { data, owner, folder } = this.props;
    this.give(folder);
    this.run("initdb", ["--auth=trust", `--username=${owner}`, "--encoding=UTF8", "--no-sync", data]);
  }

  /** Makes a key and a certificate beside its data.
   *  @param args - of `openssl req` */
  certify(name: string, args: readonly string[]): void {
    const files = ["-keyout", `${name}.key`, "-out", `${name}.crt`, "-days", "1"];
    const certificate = ["req", "-new", "-x509", "-nodes", "-newkey", "rsa:2048", ...files, ...args];
    this.run("openssl", certificate, { cwd: this.props.data, folder: "" });
  }

  /** Makes it speak TLS, with the certificate `server`, to whom these rules of `pg_hba.conf` let in. Before it starts. */
  encrypt(rules: readonly string[]): void {
    const { data } = this.props;
    writeFileSync(join(data, "pg_hba.conf"), [...rules, ""].join("\n"));
    // Not an argument of the program, which nothing could change afterwards.
    appendFileSync(join(data, "postgresql.conf"), "ssl = on\n");
  }

  /** Hands something over to the user that the server runs as. */
  give(path: string): void {
    if (NOBODY) chownSync(path, NOBODY.uid, NOBODY.gid);
  }

  /** The same with everything in it. */
  giveAll(folder: string): void {
    if (NOBODY) execFileSync("chown", ["-R", `${NOBODY.uid}:${NOBODY.gid}`, folder]);
  }

  /** Runs a program of Postgres, or of another folder, as the user that the server runs as. */
  run(
    program: string,
    args: readonly string[],
    { cwd = this.props.folder, folder = this.props.programs } = {},
  ) {
    const options = { cwd, encoding: "utf8", stdio: "pipe", timeout: 120_000 } as const;
    return execFileSync(join(folder, program), args, { ...NOBODY, ...options });
  }

  /** Words by which programs of Postgres find the server, as its owner. */
  get address(): readonly string[] {
    const { folder, port, owner } = this.props;
    return ["-h", folder, "-p", String(port), "-U", owner];
  }

  /** Runs a statement as the owner of the server; lines of the result, columns separated by `|`. */
  sql(statement: string, database = "postgres"): string[] {
    const args = ["-XAtq", "-v", "ON_ERROR_STOP=1", ...this.address, "-d", database, "-c", statement];
    return this.run("psql", args)
      .split("\n")
      .filter((line) => line !== "");
  }

  /** @param settings - beside port, socket and speed, which are this class' own */
  start(settings: Readonly<Record<string, string>>): void {
    const { programs, folder, data, port } = this.props;
    const all = { port: String(port), unix_socket_directories: folder, fsync: "off", ...settings };
    const options = Object.entries(all).flatMap((pair) => ["-c", pair.join("=")]);
    // A file, because a pipe that nobody reads while a test waits for a program would stop the server.
    const log = openSync(this.logFile, "a");
    this.server = spawn(join(programs, "postgres"), ["-D", data, ...options], {
      ...NOBODY,
      cwd: folder,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
  }

  /** @throws with the end of its log, when something is not so within a minute, or the server ends before */
  async until(isSo: () => boolean, what: string): Promise<void> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(50)) {
      if (isSo()) return;
      if (!this.isRunning) break;
    }
    throw new Error(`the Postgres server did not get so far: ${what}\n${this.log.slice(-2000)}`);
  }

  /** Ends it in order, or by force, as a host does that is lost. */
  async stop(signal: "SIGINT" | "SIGKILL" = "SIGINT"): Promise<void> {
    const { server } = this;
    if (!server || !this.isRunning) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill(signal);
    await ended;
  }
}
