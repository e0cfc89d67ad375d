import { deepEqual, equal, ok } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../support/report";
import { until } from "../../support/until";
import { contents, ingest } from "../clickhouse/traces";
import { refused } from "../script";
import { changes, emptied, PAUSE, RESUME, rejoined } from "./calls";
import { MEMBERS, REPLICAS, SCRIPT, type Stage } from "./stage";

/** Keeper is lost a second time, and it takes more than one run. */
export async function again(stage: Stage, report: Report): Promise<void> {
  const { members, first } = stage;
  const [member] = members;
  if (!member) throw new Error("the stage has three members");
  const before = await contents(first.engine);
  await report.step(SCRIPT, "keeps the workers away when a member does not come back", async () => {
    await stage.loseKeeper();
    member.isBroken = true;
    const { ending, calls } = await stage.attempt("all", { variables: { POLL_SECONDS: "0" } });
    refused(ending, 1, [`${MEMBERS[0]} does not become ready`, "workers that were paused stay so"]);
    deepEqual(changes(calls), [...PAUSE, ...emptied(0, 1, 2)]);
    member.isBroken = false;
  });
  await report.step(SCRIPT, "begins with who holds more, and names what it could not restore", async () => {
    const answers = join(stage.folder, "answers");
    // Really it would hold more parts; the other could not fetch them from it.
    writeFileSync(answers, `exec ${REPLICAS[1]} .*sum\\(rows\\)=>60000\n`);
    const variables = {
      KUBECTL_ANSWERS: answers,
      KUBECTL_REFUSES: `${REPLICAS[0]} .*RESTORE REPLICA default.scores`,
    };
    const { ending, calls } = await stage.attempt("all", { variables });
    refused(ending, 1, [
      `${REPLICAS[0]} has not restored default.scores: error: refused by the stand-in`,
      "still read-only: default.scores. Workers stay paused",
    ]);
    deepEqual(changes(calls), [...PAUSE, ...emptied(0, 1, 2), ...rejoined(1), ...rejoined(0)]);
  });
  await report.step(SCRIPT, "run again, restores what is left, and lets them go on", async () => {
    const { said, calls } = await stage.rebuild("all");
    ok(said.includes("Keeper is kept, because it knows default.events_core"), said);
    deepEqual(changes(calls), [...PAUSE, ...rejoined(0, ["scores"]), RESUME]);
    await stage.agree();
    deepEqual(await contents(first.engine), before);
  });
}

/** What the replicas and an operator can do when it is over. */
export async function afterwards({ first, second }: Stage, report: Report): Promise<void> {
  await report.step(SCRIPT, "what one replica is given then stands in the other's queue", async () => {
    for (const { engine } of [first, second]) await engine.query("SYSTEM STOP FETCHES");
    for (const [one, other, from] of [
      [first, second, 50_000],
      [second, first, 60_000],
    ] as const) {
      await ingest(one.engine, from, 10);
      const [[part] = []] = await one.engine.query(`SELECT name FROM system.parts
        WHERE active AND table = 'events_full' ORDER BY min_block_number DESC LIMIT 1`);
      const entries = `SELECT count() FROM system.replication_queue
        WHERE type = 'GET_PART' AND table = 'events_full' AND new_part_name = '${part}'`;
      await until(
        async () => (await other.engine.query(entries))[0]?.[0] === "1",
        `the other is to fetch ${part}`,
      );
    }
  });
  await report.step(SCRIPT, "rows that lay aside come back by the page's statement", async () => {
    const count = async () => {
      const found = "SELECT count() FROM default.events_full WHERE span_id BETWEEN 40000 AND 40009";
      return (await second.engine.query(found))[0]?.[0];
    };
    equal(await count(), "0");
    const [[part] = []] = await second.engine.query(
      "SELECT name FROM system.detached_parts WHERE table = 'events_full' AND reason = ''",
    );
    await second.engine.query(`ALTER TABLE default.events_full ATTACH PART '${part}'`);
    equal(await count(), "10");
  });
}
