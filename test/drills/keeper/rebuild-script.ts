import { deepEqual } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import type { Drill } from "../drill";
import { endedWell, missingForScripts, Operator, refused } from "../script";

const SCRIPT = "rebuild-keeper.sh";
const MEMBERS = [0, 1, 2].map((member) => `chk-langfuse-default-0-${member}-0`);
const REPLICAS = [0, 1].map((replica) => `chi-langfuse-default-0-${replica}-0`);
const READ_ONLY = "SELECT concat(database, '.', table) FROM system.replicas WHERE is_readonly";

/** Which commands the script gives, in which order, and when it gives none. There is no Keeper in it: nothing that runs
 *  without a cluster has one. */
export const rebuildKeeper: Drill = {
  name: "rebuild-keeper",
  missing: missingForScripts,
  run: async (report, folder) => {
    const clickhouse = await FakeClickHouse.start();
    const answers = join(folder, "answers");
    const world = (ready: readonly boolean[], members: readonly string[] = MEMBERS) =>
      writeFileSync(
        answers,
        [
          `get pvc -l clickhouse-keeper=>${members.map((name) => `data-${name}\\n`).join("")}`,
          `get pods -l clickhouse.altinity=>${REPLICAS.map((name) => `${name}\\n`).join("")}`,
          ...MEMBERS.map((name, index) => `get pod ${name}=>${ready[index]}`),
          "",
        ].join("\n"),
      );
    const operator = new Operator(folder, {
      KUBECTL_ANSWERS: answers,
      KUBECTL_CLUSTER: "arn:aws:eks:eu-west-1:123456789012:cluster/langfuse-drill",
      CLICKHOUSE_URL: clickhouse.url,
    });
    const step = (name: string, work: () => Promise<void>) => report.step(SCRIPT, name, work);
    const rebuild = (member: string, answer = `rebuild drill ${member}`) =>
      operator.runs(SCRIPT, ["drill", member], { answer });
    const since = async (work: () => Promise<void>) => {
      const before = operator.kubectlCalls().length;
      await work();
      const changing = /annotate|wait|delete|patch|SYSTEM/;
      return operator
        .kubectlCalls()
        .slice(before)
        .filter((call) => changing.test(call))
        .map((call) =>
          call.replace(/rebuild-\d+/, "rebuild-N").replace(/ -c clickhouse -- clickhouse-client --query/, ""),
        );
    };
    world([true, true, true]);
    try {
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
      await step("empties no member while another one is away, or while they do not agree", async () => {
        world([true, false, true]);
        refused(await rebuild("0"), 1, [`${MEMBERS[1]} is not ready, and without it there is no majority`]);
        world([true, true, true]);
        clickhouse.readOnly = ["default.events_full"];
        refused(await rebuild("1"), 1, ["the others do not agree: read-only is default.events_full"]);
        clickhouse.readOnly = [];
        refused(await rebuild("1", "yes"), 1, ["nothing was changed"]);
        refused(await rebuild("all"), 1, ["Keeper has its majority, and must not be begun anew"]);
      });
      await step(
        "does not take a member for one that there is not, nor a single one for a majority",
        async () => {
          world([true, true], MEMBERS.slice(0, 2));
          refused(await rebuild("2"), 1, [
            `${MEMBERS[2]} has no claim; members are: ${MEMBERS[0]} ${MEMBERS[1]}`,
          ]);
          world([true], MEMBERS.slice(0, 1));
          refused(await rebuild("0"), 1, [
            "a single member has nobody to learn from; rebuild-keeper.sh drill all",
          ]);
          world([], []);
          refused(await rebuild("0"), 1, ["no claims of Keeper or no pods of ClickHouse"]);
          world([true, true, true]);
        },
      );
      await step("gives one member an empty volume, and touches nothing else", async () => {
        const calls = await since(async () => void endedWell(await rebuild("1")));
        deepEqual(calls, emptied("1"));
      });
      await step(
        "begins Keeper anew: workers away, all volumes, each table on each replica, workers back",
        async () => {
          clickhouse.readOnly = ["default.events_full", "default.scores"];
          const calls = await since(async () => void endedWell(await rebuild("all")));
          const restored = REPLICAS.flatMap((replica) =>
            ["default.events_full", "default.scores"].flatMap((table) =>
              ["RESTART", "RESTORE"].map(
                (verb) => `-n clickhouse exec ${replica} SYSTEM ${verb} REPLICA ${table}`,
              ),
            ),
          );
          deepEqual(calls, [...PAUSE, ...emptied("0", "1", "2"), ...restored, RESUME]);
        },
      );
      await step("keeps the workers away while a table cannot be written to", async () => {
        clickhouse.readOnly = ["default.scores"];
        clickhouse.isMending = false;
        const calls = await since(async () =>
          refused(await rebuild("all"), 1, ["still read-only: default.scores", "Workers stay paused"]),
        );
        deepEqual(calls.includes(RESUME), false);
      });
    } finally {
      clickhouse.stop();
    }
  },
};

const PAUSE = [
  "-n langfuse annotate scaledobject langfuse-worker autoscaling.keda.sh/paused-replicas=0 --overwrite",
  "-n langfuse wait --for=delete pod -l app.kubernetes.io/component=worker --timeout=5m",
];
const RESUME = "-n langfuse annotate scaledobject langfuse-worker autoscaling.keda.sh/paused-replicas-";

function emptied(...members: readonly string[]): string[] {
  return [
    ...members.flatMap((member) => [
      `-n clickhouse delete pvc data-chk-langfuse-default-0-${member}-0 --wait=false`,
      `-n clickhouse delete pod chk-langfuse-default-0-${member}-0 --ignore-not-found`,
    ]),
    '-n clickhouse patch chk langfuse --type merge -p {"spec":{"taskID":"rebuild-N"}}',
  ];
}

/** Says which tables are read-only, until each was restored on every replica. */
class FakeClickHouse {
  isMending = true;
  readOnly: string[] = [];
  private restored: string[] = [];

  private constructor(
    readonly url: string,
    readonly stop: () => void,
  ) {}

  static async start(): Promise<FakeClickHouse> {
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      response.end(fake.answer(Buffer.concat(parts).toString()));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const fake = new FakeClickHouse(`http://127.0.0.1:${port}`, () => server.close());
    return fake;
  }

  private answer(statement: string): string {
    if (statement.startsWith(READ_ONLY)) return this.readOnly.map((table) => `${table}\n`).join("");
    const table = /SYSTEM RESTORE REPLICA (\S+)/.exec(statement)?.[1];
    if (table && this.isMending) this.restored.push(table);
    const isMended = (name: string) => this.restored.filter((one) => one === name).length === REPLICAS.length;
    if (this.readOnly.length > 0 && this.readOnly.every(isMended)) {
      this.readOnly = [];
      this.restored = [];
    }
    return "";
  }
}
