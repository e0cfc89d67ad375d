import { appendFileSync, mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Postgres } from "../support/postgres";

/** What RDS hands over: a user who owns `postgres`, makes roles and databases, and is no superuser. */
export const master = { username: "administrator", password: "Master0password" };

/** Who owns the server, as in RDS; reaches it by its socket alone, where no client of ours is. */
const OWNER = "rdsadmin";

/** A Postgres server of its own: on a free loopback port, with TLS, in a folder that goes with it. It logs every
 *  statement, which is the most that a server can be made to log. */
export class Server {
  readonly folder = mkdtempSync(join(tmpdir(), "langfuse-jobs-"));
  private readonly data = join(this.folder, "data");
  private readonly postgres: Postgres;

  /** @param programs - folder of `initdb`, `postgres` and `psql` */
  constructor(
    programs: string,
    readonly port: number,
  ) {
    const { folder, data } = this;
    this.postgres = new Postgres({ programs, folder, data, port, owner: OWNER });
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  }

  /** Everything that the server has logged. */
  get log(): string {
    return this.postgres.log;
  }

  /** The certificate of who signed the server's, or of a stranger who did not. */
  authority(of: "authority" | "stranger" = "authority"): string {
    return join(this.data, `${of}.crt`);
  }

  /** Whether the process is there still. */
  get isRunning(): boolean {
    return this.postgres.isRunning;
  }

  /** @throws when it does not accept connections within a minute; with its log */
  async start(): Promise<void> {
    this.makeCluster();
    this.postgres.start({
      listen_addresses: "127.0.0.1",
      log_statement: "all",
      log_connections: "on",
      log_disconnections: "on",
    });
    await this.logged("ready to accept connections");
    this.sql(`CREATE ROLE ${master.username} LOGIN CREATEDB CREATEROLE PASSWORD '${master.password}'`);
    this.sql(`ALTER DATABASE postgres OWNER TO ${master.username}`);
    // That statement was the test's own; the server goes on at the end of the file, which is its beginning again.
    truncateSync(this.postgres.logFile);
  }

  /** Runs a statement as the owner of the server; lines of the result. */
  sql(statement: string, database?: string): string[] {
    return this.postgres.sql(statement, database);
  }

  /** From now on it takes connections without TLS too. */
  letPlainly(): void {
    appendFileSync(join(this.data, "pg_hba.conf"), "hostnossl all all 127.0.0.1/32 scram-sha-256\n");
    this.sql("SELECT pg_reload_conf()");
  }

  /** From now on it takes connections without TLS, and only those. */
  async speakPlainly(): Promise<void> {
    this.letPlainly();
    this.sql("ALTER SYSTEM SET ssl = off");
    this.sql("SELECT pg_reload_conf()");
    await this.logged('parameter "ssl" changed');
  }

  /** Ends the server and removes its folder. */
  async stop(): Promise<void> {
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private makeCluster(): void {
    const { postgres } = this;
    postgres.initialize();
    postgres.certify("authority", ["-subj", "/CN=Authority of the database"]);
    const signed = ["-CA", "authority.crt", "-CAkey", "authority.key"];
    postgres.certify("server", ["-subj", "/CN=server", "-addext", "subjectAltName=IP:127.0.0.1", ...signed]);
    postgres.certify("stranger", ["-subj", "/CN=Authority of somebody else"]);
    postgres.encrypt([`local all ${OWNER} trust`, "hostssl all all 127.0.0.1/32 scram-sha-256"]);
  }

  private logged(line: string): Promise<void> {
    return this.postgres.until(() => this.log.includes(line), `it did not log '${line}'`);
  }
}
