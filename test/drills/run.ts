import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Report, StepFailed } from "../support/report";
import { backupJob } from "./clickhouse/backup-job";
import { clickHouseBackups } from "./clickhouse/backups";
import { restoreDrill } from "./clickhouse/restore-drill";
import { restoreClickHouse } from "./clickhouse/restore-script";
import type { Drill } from "./drill";
import { postgresFailover } from "./failover/postgres-failover";
import { reconcile } from "./ingestion/reconcile";
import { replay } from "./ingestion/replay";
import { requeue } from "./ingestion/requeue";
import { rebuildKeeper } from "./keeper/rebuild";
import { rebuildRefusals } from "./keeper/refusals";
import { pointInTime } from "./postgres/point-in-time";
import { restorePostgres } from "./postgres/restore-script";
import { rowsLost } from "./postgres/rows-lost";
import { preflight } from "./preflight";
import { queueChaos } from "./queues/queue-chaos";
import { recoverObjects } from "./recover/objects";
import { recoverState } from "./recover/state";
import { cutOffReleases } from "./releases/cut-off";
import { accountCopiesMeasured } from "./verify/account";
import { backupVerify } from "./verify/backups";
import { copiesMeasured } from "./verify/copies";

const DRILLS: readonly Drill[] = [
  clickHouseBackups,
  backupJob,
  backupVerify,
  copiesMeasured,
  accountCopiesMeasured,
  restoreClickHouse,
  restoreDrill,
  reconcile,
  replay,
  requeue,
  preflight,
  pointInTime,
  restorePostgres,
  rowsLost,
  queueChaos,
  rebuildRefusals,
  rebuildKeeper,
  recoverObjects,
  recoverState,
  cutOffReleases,
  postgresFailover,
];

/** Loses data on purpose and gets it back, by the scripts that stand in `runbooks/procedures`, on real engines:
 *
 *      npm run test:drills                       every drill that this machine can do
 *      npm run test:drills -- clickhouse-backups some of them, by name
 *      npm run test:drills -- --can-run          whether it can do all: one line, and 0 or 1
 *
 *  What cannot run is named with its remedy; with `CI=true` that is a failure. */
async function main(options: readonly string[]): Promise<number> {
  const names = options.filter((option) => !option.startsWith("--"));
  const strangers = names.filter((name) => !DRILLS.some((drill) => drill.name === name));
  if (strangers.length > 0)
    throw new Error(
      `no drill '${strangers.join("', '")}'; there are ${DRILLS.map(({ name }) => name).join(", ")}`,
    );
  const wanted = DRILLS.filter(({ name }) => names.length === 0 || names.includes(name));
  const lacking = wanted.flatMap((drill) => drill.missing().map((reason) => `${drill.name}: ${reason}`));
  if (options.includes("--can-run")) {
    console.log(lacking.join("; ") || "can run");
    return lacking.length === 0 ? 0 : 1;
  }
  for (const reason of lacking) console.log(`not run: ${reason}`);
  const report = new Report();
  const folder = mkdtempSync(join(tmpdir(), "langfuse-drills-"));
  // Postgres runs as somebody else, and has to reach its own.
  chmodSync(folder, 0o711);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const drill of wanted.filter((drill) => drill.missing().length === 0))
    await rehearse(drill, report, folder);
  const hasPassed = report.finish();
  return hasPassed && !(process.env.CI === "true" && lacking.length > 0) ? 0 : 1;
}

/** Runs one drill; a failed step ends it, and no other. */
async function rehearse(drill: Drill, report: Report, parent: string): Promise<void> {
  const folder = join(parent, drill.name);
  mkdirSync(folder);
  try {
    await drill.run(report, folder);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
  }
}

for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
main(process.argv.slice(2)).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
