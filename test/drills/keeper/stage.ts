import { deepEqual } from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../support/until";
import { chdbFolder, isInstalled } from "../clickhouse/install";
import { contents, createTables, ingest } from "../clickhouse/traces";
import { endedWell, missingForScripts, Operator, type Shell } from "../script";
import { Namespace } from "./namespace";
import { Replica } from "./replica";
import { Member, missingForZooKeeper, serving } from "./zookeeper";

/** What is rehearsed. */
export const SCRIPT = "rebuild-keeper.sh";
export const MEMBERS = [0, 1, 2].map((member) => `chk-langfuse-default-0-${member}-0`);
export const REPLICAS = [0, 1].map((replica) => `chi-langfuse-default-0-${replica}-0`);

/** What a machine lacks for it. */
export function missingForStage(): string[] {
  return [
    ...(isInstalled(chdbFolder(process.env))
      ? []
      : ["no ClickHouse here; npx tsx test/drills/clickhouse/install.ts"]),
    ...(process.platform === "linux" && process.arch === "x64"
      ? []
      : ["this is not Linux for x64, where alone the library can be told its address; use a container"]),
    ...missingForZooKeeper(),
    ...missingForScripts(),
  ];
}

/** Three members of Keeper, two replicas of ClickHouse, and somebody who reaches them by kubectl. */
export class Stage {
  private constructor(
    readonly members: readonly Member[],
    readonly first: Replica,
    readonly second: Replica,
    /** Of this drill alone. */
    readonly folder: string,
    private readonly operator: Operator,
    private readonly namespace: Namespace,
  ) {}

  /** With rows on both replicas, of which Keeper knows the first only: the other is a copy of its volume.
   *  @param folder - of its own, empty */
  static async start(folder: string): Promise<Stage> {
    const members = await Member.among(join(folder, "keeper"), MEMBERS.length);
    for (const member of members) member.start();
    await serving(members);
    const ports = members.map(({ port }) => port);
    const [first, second] = REPLICAS.map((name) => new Replica(name, join(folder, name), ports));
    if (!first || !second) throw new Error("the stage has two replicas");
    await first.start();
    await createTables(first.engine, true);
    await ingest(first.engine, 0, 20_000);
    await ingest(first.engine, 20_000, 1_000);
    // Nothing is written to its folder meanwhile.
    await first.stop();
    cpSync(first.data, second.data, { recursive: true, verbatimSymlinks: true });
    await Promise.all([first.start(), second.start()]);
    const name = <T>(names: readonly string[], things: readonly T[]) =>
      new Map(things.map((thing, index) => [names[index] ?? "", thing]));
    const namespace = await Namespace.open(name(MEMBERS, members), name(REPLICAS, [first, second]));
    const operator = new Operator(folder, { KUBECTL_URL: namespace.url });
    const stage = new Stage(members, first, second, folder, operator, namespace);
    await until(async () => (await stage.readOnly())[0]?.length === 0, "the first can be written to");
    return stage;
  }

  /** Two of three members are gone with all they had, and so is what the third could say. */
  async loseKeeper(): Promise<void> {
    for (const member of this.members.slice(0, 2)) {
      await member.stop();
      member.empty();
    }
    await until(
      async () => (await this.readOnly()).every((tables) => tables.length === 3),
      "no table can be written to",
    );
  }

  /** Tables that cannot be written to, by replica. */
  readOnly(): Promise<string[][]> {
    const statement = "SELECT table FROM system.replicas WHERE is_readonly ORDER BY table";
    return Promise.all(
      [this.first, this.second].map(async ({ engine }) => (await engine.query(statement)).flat()),
    );
  }

  /** Waits until every table can be written to: who has lost a member asks another. */
  async writable(): Promise<void> {
    await until(
      async () => (await this.readOnly()).flat().length === 0,
      "every table can be written to",
      10_000,
    );
  }

  /** @throws unless both replicas hold the same, and can be written to */
  async agree(): Promise<void> {
    deepEqual(await this.readOnly(), [[], []]);
    deepEqual(await contents(this.second.engine), await contents(this.first.engine));
  }

  /** How a run ended, and what it asked of kubectl. It gets the answer that it asks for, unless there is another. */
  async attempt(member: string, shell: Shell = {}) {
    const before = this.operator.kubectlCalls().length;
    const ending = await this.operator.runs(SCRIPT, ["drill", member], {
      answer: `rebuild drill ${member}`,
      ...shell,
    });
    return { ending, calls: this.operator.kubectlCalls().slice(before) };
  }

  /** @throws unless it ended well */
  async rebuild(member: string) {
    const { ending, calls } = await this.attempt(member);
    return { said: endedWell(ending), calls };
  }

  async stop(): Promise<void> {
    this.namespace.close();
    await Promise.all([...this.members, this.first, this.second].map((part) => part.stop()));
  }
}
