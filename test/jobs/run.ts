import { existsSync } from "node:fs";
import { freePort } from "../support/free-port";
import { Report } from "../support/report";
import { backgroundMigrationsJob } from "./background-migrations";
import { databaseRoleJob } from "./database-role";
import { postgresRowsJob } from "./postgres-rows";
import { findPostgres } from "./prerequisites";
import { restoreDrillJob } from "./restore-drill";
import { Server } from "./server";

/** Runs the scripts of Jobs against the real thing:
 *
 *      npm run test:jobs                what can be run here
 *      npm run test:jobs -- --can-run   whether it can be run here: one line, and 0 or 1
 *
 *  Without a Postgres server on this machine it says so and ends well; with `CI=true` that is a failure. `POSTGRES_BIN`
 *  names the folder with the server's programs, where they are in none that it looks into. */
async function main(): Promise<number> {
  const found = findPostgres(process.env);
  if (process.argv.includes("--can-run")) {
    console.log("missing" in found ? found.missing : "can run");
    return "missing" in found ? 1 : 0;
  }
  if ("missing" in found) {
    const required = process.env.CI === "true";
    console.log(`${required ? "FAIL" : "skipped"}: ${found.missing}`);
    console.log(required ? "0 passed, 1 failed" : "0 passed, 0 failed");
    return required ? 1 : 0;
  }
  const report = new Report();
  for (const job of [databaseRoleJob, backgroundMigrationsJob, postgresRowsJob, restoreDrillJob]) {
    const server = new Server(found.programs, await freePort());
    try {
      await server.start();
      await job(server, found.programs, report);
    } finally {
      await server.stop();
    }
    await report.check("suite", `leaves no process and no folder of ${job.name}`, () => {
      if (server.isRunning) throw new Error("the Postgres server is running");
      if (existsSync(server.folder)) throw new Error(`${server.folder} is there`);
    });
  }
  return report.finish() ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
