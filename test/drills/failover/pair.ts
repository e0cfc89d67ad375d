import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../support/free-port";
import { Postgres } from "../../support/postgres";

const OWNER = "rdsadmin";

/** Who reaches the pair by TCP: encrypted, with a password. */
export const client = { user: "langfuse", password: "Client0password", database: "langfuse" } as const;

/** A primary, and a standby in another zone that has everything before a write is acknowledged, as RDS has it. */
export class Pair {
  private constructor(
    readonly primary: Postgres,
    readonly standby: Postgres,
    readonly primaryPort: number,
    readonly standbyPort: number,
    /** Who signed the certificate of both. */
    readonly authority: string,
  ) {}

  static async start(programs: string, folder: string): Promise<Pair> {
    const [primaryPort, standbyPort] = [await freePort(), await freePort()];
    const shared = { programs, folder, owner: OWNER };
    const data = (name: string) => join(folder, name);
    const primary = new Postgres({ ...shared, data: data("primary"), port: primaryPort });
    primary.initialize();
    primary.certify("server", ["-subj", "/CN=server", "-addext", "subjectAltName=IP:127.0.0.1"]);
    primary.encrypt([
      "local all all trust",
      "local replication all trust",
      "hostssl all all 127.0.0.1/32 scram-sha-256",
    ]);
    await listen(primary);
    primary.sql(`CREATE ROLE ${client.user} LOGIN PASSWORD '${client.password}'`);
    primary.sql(`CREATE DATABASE ${client.database} OWNER ${client.user}`);
    const copy = ["-D", data("standby"), "--write-recovery-conf", "--checkpoint=fast"];
    primary.run("pg_basebackup", [...primary.address, ...copy]);
    const standby = new Postgres({ ...shared, data: data("standby"), port: standbyPort });
    await listen(standby);
    // After the copy: the standby would wait for a standby of its own when it is primary.
    primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'");
    primary.sql("SELECT pg_reload_conf()");
    await primary.until(
      () => primary.sql("SELECT sync_state FROM pg_stat_replication").includes("sync"),
      "its standby follows",
    );
    const authority = readFileSync(join(data("primary"), "server.crt"), "utf8");
    return new Pair(primary, standby, primaryPort, standbyPort, authority);
  }

  /** Makes the standby the primary. */
  promote(): void {
    this.standby.sql("SELECT pg_promote()");
  }

  async stop(): Promise<void> {
    await Promise.all([this.primary.stop("SIGKILL"), this.standby.stop("SIGKILL")]);
  }
}

async function listen(server: Postgres): Promise<void> {
  server.start({ listen_addresses: "127.0.0.1" });
  await server.until(() => answers(server), "it answers");
}

function answers(server: Postgres): boolean {
  try {
    return server.sql("SELECT 1")[0] === "1";
  } catch {
    // It does not listen yet.
    return false;
  }
}
