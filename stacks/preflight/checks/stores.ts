import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { clickHouseBackup } from "../../../constructs/clickhouse-backup";
import { langfuse } from "../../../constructs/langfuse";
import { namespaces } from "../../../constructs/namespaces";
import { queueNames } from "../../../constructs/queues";
import type { Check, Context } from "../check";
import { IN_CLICKHOUSE } from "./running";

const INSIDE_WORKER = readFileSync(join(__dirname, "..", "inside-worker.js"), "utf8");
const found = z.object({
  migrations: z.array(z.object({ name: z.string() })),
  background: z.array(z.object({ name: z.string(), reason: z.string() })),
  waiting: z.record(z.string(), z.number()),
});

/** Jobs that may wait in queues of ingestion: a minute of work, so that none is old when pods have been replaced. */
const MOST_WAITING = 1000;
/** What merges and migrations of ClickHouse need free of a replica's disk. */
const FREE_SHARE = 0.3;
/** Sizes of its largest part: a mutation writes it anew beside the old one, a merge takes more of them. */
const FREE_PARTS = 3;
/** Hours; backups are made every hour. */
const BACKUP_HOURS = 2;
/** Minutes; RDS stores its log every five. */
const RESTORABLE_MINUTES = 30;

const INGESTION = queueNames.filter((name) => /ingestion-queue/.test(name));

/** What Langfuse itself knows of its stores. */
export const insideLangfuse: Check = {
  subject: "migrations of Postgres, and queues",
  asks: true,
  reasons: async ({ ask }) => {
    const { migrations, background, waiting } = found.parse(
      JSON.parse(
        await ask("kubectl", [
          ...["-n", langfuse.namespace, "exec", `deployment/${langfuse.worker}`, "-c", langfuse.worker],
          ...["--", "sh", "-c", 'cd /app/worker && exec node -e "$@"', "look", INSIDE_WORKER, ...INGESTION],
        ]),
      ),
    );
    return [
      ...migrations.map(
        ({ name }) =>
          `migration '${name}' of Postgres began and did not end; see runbooks/procedures/upgrade.md#a-migration-of-postgres-that-did-not-end`,
      ),
      ...background.map(({ name, reason }) =>
        reason
          ? `background migration '${name}' failed: ${reason}; see runbooks/alerts/BackgroundMigrationStopped.md#one-has-failed`
          : `background migration '${name}' goes on; wait until Langfuse calls it finished`,
      ),
      ...Object.entries(waiting)
        .filter(([, jobs]) => jobs > MOST_WAITING)
        .map(
          ([queue, jobs]) =>
            `${jobs} jobs are in ${queue}, more than ${MOST_WAITING}; wait, or scale (runbooks/procedures/scale-workers.md)`,
        ),
    ];
  },
};

async function rowsOf({ ask }: Context, statement: string): Promise<string[][]> {
  const text = await ask("kubectl", [...IN_CLICKHOUSE, statement]);
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"));
}

/** The flag that golang-migrate leaves behind when it was interrupted. */
export const clickHouseMigrations: Check = {
  subject: "migrations of ClickHouse",
  asks: true,
  reasons: async (context) => {
    const statement = "SELECT version, dirty FROM default.schema_migrations ORDER BY sequence DESC LIMIT 1";
    const [[version, dirty] = []] = await rowsOf(context, statement);
    if (version === undefined) return ["ClickHouse has no schema yet; deploy with --first"];
    return dirty === "0"
      ? []
      : [
          `migration ${version} of ClickHouse is dirty; see runbooks/procedures/roll-back.md#a-dirty-migration`,
        ];
  },
};

/** Every replica is there, takes writes and has room. The question fails while one of them does not answer. */
export const clickHouseReplicas: Check = {
  subject: "replicas and disks of ClickHouse",
  asks: true,
  reasons: async (context) => {
    const rows = await rowsOf(
      context,
      `SELECT hostName(), free_space, total_space,
         (SELECT max(bytes_on_disk) FROM system.parts WHERE active),
         (SELECT count() FROM clusterAllReplicas('default', system.replicas) WHERE is_readonly)
       FROM clusterAllReplicas('default', system.disks) WHERE name = 'default' ORDER BY 1`,
    );
    const { replicas } = context.environment.clickhouse;
    return [
      ...(rows.length === replicas
        ? []
        : [`${rows.length} of ${replicas} replicas answer; see runbooks/alerts/ClickHouseReplicaDown.md`]),
      ...(Number(rows[0]?.[4]) > 0
        ? [`${rows[0]?.[4]} tables are read-only; see runbooks/alerts/ClickHouseReplicaReadonly.md`]
        : []),
      ...rows.flatMap(([host, free, total, largest]) => {
        const needed = Math.max(Number(total) * FREE_SHARE, Number(largest) * FREE_PARTS);
        return Number(free) >= needed
          ? []
          : [
              `${host} has ${gib(free)} GiB free and needs ${gib(needed)}; ` +
                "grow its volume (runbooks/procedures/clickhouse-disk-grow.md)",
            ];
      }),
    ];
  },
};

const gib = (bytes: string | number | undefined) => Math.round(Number(bytes) / 2 ** 30);

/** What one goes back to, when a step cannot be undone. */
export const backups: Check = {
  subject: "backups",
  asks: true,
  reasons: async ({ ask, environment: { name, region }, now }) => {
    const [clickHouse, postgres] = await Promise.all([
      ask("kubectl", [
        ...["-n", namespaces.clickhouse, "get", "cronjob", clickHouseBackup.name],
        ...["-o", "jsonpath={.status.lastSuccessfulTime}"],
      ]),
      ask("aws", [
        ...["rds", "describe-db-instances", "--db-instance-identifier", `langfuse-${name}-postgres`],
        ...["--region", region, "--query", "DBInstances[0].LatestRestorableTime", "--output", "text"],
      ]),
    ]);
    return [
      ...late("the last backup of ClickHouse", clickHouse, BACKUP_HOURS * 60, now),
      ...late("the newest second to which Postgres can be restored", postgres, RESTORABLE_MINUTES, now),
    ];
  },
};

function late(what: string, time: string, minutes: number, now: number): string[] {
  const at = Date.parse(time.trim());
  if (Number.isNaN(at))
    return [`there is no ${what.replace(/^the /, "")} yet; wait for the first, or run it now`];
  const age = Math.round((now - at) / 60_000);
  return age <= minutes ? [] : [`${what} is ${age} minutes old, more than ${minutes}; make one first`];
}
