import { appendFileSync, cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../support/free-port";
import { Postgres } from "../../support/postgres";

/** A Postgres that copies its log of changes to an archive, as RDS does to S3. */
export class ArchivedPostgres {
  private readonly data: string;
  private readonly archive: string;
  private readonly postgres: Postgres;

  /** @param programs - folder of `initdb`, `postgres`, `psql` and `pg_basebackup`
   *  @param folder - of its own; also holds the sockets of servers that are restored from it */
  constructor(
    private readonly programs: string,
    private readonly folder: string,
    port: number,
    name = "data",
  ) {
    this.data = join(folder, name);
    this.archive = join(folder, "archive");
    this.postgres = new Postgres({ programs, folder, data: this.data, port, owner: "drill" });
  }

  /** An empty server, running. */
  static async create(programs: string, folder: string): Promise<ArchivedPostgres> {
    const server = new ArchivedPostgres(programs, folder, await freePort());
    server.postgres.initialize();
    mkdirSync(server.archive);
    server.postgres.give(server.archive);
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
    const { postgres } = this;
    postgres.run("pg_basebackup", [...postgres.address, "-D", join(this.folder, name), "--checkpoint=fast"]);
  }

  /** A second server, from a base backup and the archive, as of a time; the first is not touched.
   *  @throws with its log, when the archive does not reach that time */
  async restored(base: string, time: string): Promise<ArchivedPostgres> {
    const name = `restored-${time.replace(/\W/g, "")}`;
    cpSync(join(this.folder, base), join(this.folder, name), { recursive: true, preserveTimestamps: true });
    this.postgres.giveAll(join(this.folder, name));
    const server = new ArchivedPostgres(this.programs, this.folder, await freePort(), name);
    server.configure({
      archive_mode: "off",
      restore_command: `cp ${this.archive}/%f %p`,
      recovery_target_time: time,
      recovery_target_action: "promote",
    });
    server.postgres.run("touch", [join(server.data, "recovery.signal")], { folder: "" });
    await server.start();
    return server;
  }

  /** Rows, columns separated by `|`. */
  query(sql: string): string[] {
    return this.postgres.sql(sql);
  }

  stop(): Promise<void> {
    return this.postgres.stop();
  }

  private configure(settings: Readonly<Record<string, string>>): void {
    const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
    appendFileSync(join(this.data, "postgresql.conf"), lines.join(""));
  }

  /** Until it can be written to, which a restored one can when it has reached its time. */
  private start(): Promise<void> {
    this.postgres.start({ listen_addresses: "" });
    return this.postgres.until(() => this.isWritable(), "it cannot be written to");
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
