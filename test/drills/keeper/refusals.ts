import { deepEqual } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Drill } from "../drill";
import { missingForScripts, Operator, refused } from "../script";
import { MEMBERS, REPLICAS, SCRIPT } from "./stage";

/** What the script does not begin at all, whatever ClickHouse and Keeper would say: nobody asks them. */
export const rebuildRefusals: Drill = {
  name: "rebuild-keeper-refusals",
  missing: missingForScripts,
  run: async (report, folder) => {
    const answers = join(folder, "answers");
    const world = (members: readonly string[]) =>
      writeFileSync(
        answers,
        [
          `get pvc -l clickhouse-keeper=>${members.map((name) => `data-${name}\\n`).join("")}`,
          `get pods -l clickhouse.altinity=>${REPLICAS.map((name) => `${name}\\n`).join("")}`,
          ...MEMBERS.map((name) => `get pod ${name}=>true`),
          "",
        ].join("\n"),
      );
    world(MEMBERS);
    const operator = new Operator(folder, {
      KUBECTL_ANSWERS: answers,
      KUBECTL_CLUSTER: "arn:aws:eks:eu-west-1:123456789012:cluster/langfuse-drill",
    });
    const step = (name: string, work: () => Promise<void>) => report.step(SCRIPT, name, work);
    await step("names everything that is wrong with its input", async () =>
      refused(
        await operator.runs(SCRIPT, ["-", "3", "now"], {
          variables: { KUBECTL_CLUSTER: "x/langfuse-dev" },
        }),
        2,
        [
          "'-' is no environment",
          "'3' is no member",
          "'now' is too much",
          "kubectl speaks to 'x/langfuse-dev'",
        ],
      ),
    );
    await step(
      "does not take a member for one that there is not, nor a single one for a majority",
      async () => {
        world(MEMBERS.slice(0, 2));
        refused(await operator.runs(SCRIPT, ["drill", "2"]), 1, [
          `${MEMBERS[2]} has no claim; members are: ${MEMBERS[0]} ${MEMBERS[1]}`,
        ]);
        world(MEMBERS.slice(0, 1));
        refused(await operator.runs(SCRIPT, ["drill", "0"]), 1, [
          "a single member has nobody to learn from; rebuild-keeper.sh drill all",
        ]);
        world([]);
        refused(await operator.runs(SCRIPT, ["drill", "0"]), 1, [
          "no claims of Keeper or no pods of ClickHouse",
        ]);
        deepEqual(
          operator.kubectlCalls().filter((call) => !/^config view|^-n clickhouse get /.test(call)),
          [],
        );
      },
    );
  },
};
