import assert from "node:assert/strict";
import { freePort } from "../support/free-port";
import type { Report } from "../support/report";
import { DAMAGES, strangers, unjudged } from "./restore-drill-cases";
import { asLangfuse, Drill, PASSWORD, prepare } from "./restore-drill-stage";
import { Server } from "./server";

/** The three containers of the drill of Postgres, one after the other: against two servers, of which one stands for what
 *  AWS Backup has restored, and an AWS that answers from a list. */
export async function restoreDrillJob(source: Server, programs: string, report: Report): Promise<void> {
  const restored = new Server(programs, await freePort());
  await restored.start();
  const check = (name: string, work: () => Promise<void>) =>
    report.check("restore-drill-postgres", name, work);
  const drill = new Drill(source, restored, programs);
  try {
    for (const server of [source, restored]) prepare(server, programs);
    // What people did after the backup.
    asLangfuse(source, "INSERT INTO prompts VALUES ('later', '2026-11-01 08:00')");
    asLangfuse(source, "DELETE FROM prompts WHERE id = 'p7'");
    asLangfuse(
      source,
      "INSERT INTO _prisma_migrations VALUES ('3', 'c3', '2026-11-01 07:00+00', '20261101_third', NULL)",
    );

    await check("is content with a backup that has all there was, and tells AWS so", async () => {
      const { exitCode, output, calls, figures } = await drill.run();
      assert.equal(exitCode, 0, output);
      assert.match(
        calls,
        /put-restore-validation-result --restore-job-id job-1 --validation-status SUCCESSFUL/,
      );
      assert.match(output, /2005 rows from before 2026-11-01 04:00:00\+00, of which none .+ is missing$/m);
      assert.deepEqual(figures, { seconds: 1500, rows: 2005, missing_rows: 0, succeeded: 1 });
    });
    await check("compares the same rows on both sides where it compares some of them", async () => {
      const { exitCode, output } = await drill.run({ MOST_ROWS: "100" });
      assert.equal(exitCode, 0, output);
    });
    for (const { name, statement, undo, says } of DAMAGES)
      await check(`refuses a backup with ${name}, and tells AWS why`, async () => {
        asLangfuse(restored, statement);
        try {
          const { exitCode, output, calls, figures } = await drill.run();
          assert.equal(exitCode, 1, output);
          assert.match(calls, says);
          assert.match(calls, /--validation-status FAILED/);
          assert.match(
            output,
            /is not what it should be: .+; runbooks\/alerts\/PostgresRestoreDrillFailed\.md/,
          );
          assert.equal(figures.succeeded, 0);
        } finally {
          asLangfuse(restored, undo);
        }
      });
    for (const { name, answers = [], changed = {}, says } of strangers(source, await freePort()))
      await check(`refuses ${name}, and tells AWS why`, async () => {
        const { exitCode, output, calls } = await drill.run(changed, answers);
        assert.equal(exitCode, 1, output);
        assert.match(calls, /--validation-status FAILED/);
        assert.match(calls, says);
        assert.ok(!(output + calls).includes(PASSWORD), "the password is told");
      });
    for (const { name, answers = [], changed = {}, says } of await unjudged())
      await check(`fails without a verdict ${name}`, async () => {
        const { exitCode, output, calls, figures } = await drill.run(changed, answers);
        assert.equal(exitCode, 1, output);
        assert.match(output, says);
        assert.ok(!calls.includes("SUCCESSFUL") && !calls.includes("FAILED"), calls);
        assert.equal(figures.succeeded, 0);
      });
    await check("refuses a backup that takes connections without TLS", async () => {
      restored.letPlainly();
      const { output, calls } = await drill.run();
      assert.match(calls, /FAILED --validation-status-message it takes connections without TLS/, output);
    });
  } finally {
    await restored.stop();
    drill.remove();
  }
}
