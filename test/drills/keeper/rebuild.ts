import { deepEqual, equal, notDeepEqual, ok, rejects } from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../support/report";
import { contents, ingest } from "../clickhouse/traces";
import type { Drill } from "../drill";
import { refused } from "../script";
import { afterwards, again } from "./again";
import { changes, emptied, PAUSE, RESUME, rejoined, SORTED } from "./calls";
import type { Replica } from "./replica";
import { MEMBERS, missingForStage, REPLICAS, SCRIPT, Stage } from "./stage";
import { serving } from "./zookeeper";

/** Keeper loses a member, then everything, and gets both back by the runbook's script. ClickHouse is the library, Keeper is
 *  ZooKeeper, kubectl a stand-in that acts on both. */
export const rebuildKeeper: Drill = {
  name: "rebuild-keeper",
  missing: missingForStage,
  run: async (report, folder) => {
    const stage = await report.step(SCRIPT, "three members and two replicas are at work", () =>
      Stage.start(folder),
    );
    try {
      await aReplica(stage, report);
      await aMember(stage, report);
      await everything(stage, report);
      await again(stage, report);
      await afterwards(stage, report);
    } finally {
      await stage.stop();
    }
  },
};

async function aReplica(stage: Stage, report: Report): Promise<void> {
  await report.step(SCRIPT, "keeps a Keeper that knows one replica, and restores the other", async () => {
    deepEqual(await stage.readOnly(), [[], SORTED]);
    const before = await contents(stage.first.engine);
    const { said, calls } = await stage.rebuild("all");
    ok(said.includes("Keeper is kept, because it knows default.events_core default.events_full"), said);
    deepEqual(changes(calls), [...PAUSE, ...rejoined(1), RESUME]);
    await stage.agree();
    deepEqual(await contents(stage.second.engine), before);
    equal(said.includes("aside"), false, said);
  });
}

async function aMember(stage: Stage, report: Report): Promise<void> {
  const { members } = stage;
  await report.step(SCRIPT, "refuses to empty a member while another is away", async () => {
    await members[2]?.stop();
    // It may have led them.
    await serving(members.slice(0, 2));
    const { ending, calls } = await stage.attempt("1");
    refused(ending, 1, [`${MEMBERS[2]} is not ready`]);
    deepEqual(changes(calls), []);
    members[2]?.start();
    await serving(members);
    await stage.writable();
  });
  await report.step(SCRIPT, "gives a member an empty volume, which the others fill again", async () => {
    const { calls } = await stage.rebuild("1");
    deepEqual(changes(calls), emptied(1));
    await stage.writable();
    const [nodes = 0, others] = await Promise.all([members[1]?.nodes(), members[0]?.nodes()]);
    equal(nodes, others);
    ok(nodes > 100, `only ${nodes} nodes`);
    refused((await stage.attempt("1", { answer: "yes" })).ending, 1, ["nothing was changed"]);
  });
  await report.step(SCRIPT, "does not begin a Keeper anew that works", async () => {
    const { ending, calls } = await stage.attempt("all");
    refused(ending, 1, ["Keeper has its majority, and must not be begun anew"]);
    deepEqual(changes(calls), []);
  });
}

async function everything(stage: Stage, report: Report): Promise<void> {
  const { first, second } = stage;
  await report.step(SCRIPT, "Keeper is lost: nothing can be written, and everything read", async () => {
    // The second has rows by then that the first has not fetched.
    await first.engine.query("SYSTEM STOP FETCHES");
    await ingest(second.engine, 40_000, 10);
    const before = await contents(second.engine);
    await stage.loseKeeper();
    for (const { engine } of [first, second]) {
      await engine.query("SET insert_keeper_max_retries = 0");
      await rejects(ingest(engine, 41_000, 10), /TABLE_IS_READ_ONLY/);
    }
    deepEqual(await contents(second.engine), before);
    await mergedElsewhere(second);
  });
  await report.step(SCRIPT, "changes nothing while a replica does not answer, or before it may", async () => {
    await second.stop();
    const attempts = [await stage.attempt("2"), await stage.attempt("all")];
    await second.start();
    attempts.push(await stage.attempt("all", { answer: "yes" }));
    const reasons = [`${MEMBERS[0]} is not ready`, `${REPLICAS[1]} does not answer`, "nothing was changed"];
    for (const [index, { ending, calls }] of attempts.entries()) {
      refused(ending, 1, [reasons[index] ?? ""]);
      deepEqual(changes(calls), []);
    }
  });
  await report.step(SCRIPT, "begins Keeper anew: both write what they have into it, and agree", async () => {
    const before = await contents(first.engine);
    notDeepEqual(await contents(second.engine), before);
    const { said, calls } = await stage.rebuild("all");
    deepEqual(changes(calls), [...PAUSE, ...emptied(0, 1, 2), ...rejoined(0), ...rejoined(1), RESUME]);
    await stage.agree();
    deepEqual(await contents(first.engine), before);
    const aside = new RegExp(`^  ${REPLICAS[1]}: default\\.(\\S+) all_\\d+_\\d+_\\d+$`, "gm");
    deepEqual(
      [...said.matchAll(aside)].map(([, table]) => table),
      SORTED,
    );
  });
}

/** Beside a table lies a part of blocks that the first replica holds in two parts. Really it would lie there because the
 *  replica had merged the two, and fetched both from the first: the library cannot. */
async function mergedElsewhere({ engine }: Replica): Promise<void> {
  const [[paths = ""] = []] = await engine.query(
    "SELECT data_paths[1] FROM system.tables WHERE name = 'scores'",
  );
  mkdirSync(join(paths, "detached", "all_0_1_2"));
}
