import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clickhouse } from "../../../constructs/clickhouse";
import { Engine } from "../clickhouse/engine";
import { chdbFolder } from "../clickhouse/install";

/** A ClickHouse whose tables replicate through members of Keeper. It cannot fetch a part from another replica: the library
 *  has no credentials for that and ends itself. What it has itself it takes back, and what it lacks stands in its queue. */
export class Replica {
  private running: Engine | undefined;

  /** @param folder - of its own */
  constructor(
    readonly name: string,
    readonly folder: string,
    keeperPorts: readonly number[],
  ) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "config.xml"), settings(name, keeperPorts));
  }

  get data(): string {
    return join(this.folder, "data");
  }

  /** @throws when it is not started */
  get engine(): Engine {
    if (!this.running) throw new Error(`${this.name}: connection refused`);
    return this.running;
  }

  get isReady(): boolean {
    return this.running !== undefined;
  }

  async start(): Promise<void> {
    this.running = await Engine.start({
      chdbFolder: chdbFolder(process.env),
      data: this.data,
      folder: this.folder,
      variables: { INTERSERVER_PORT: `${clickhouse.interserverPort}` },
    });
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }
}

/** The library takes all its processes for one server, which may have one session: each gets its own folder of sessions. */
function settings(name: string, keeperPorts: readonly number[]): string {
  const nodes = keeperPorts.map((port) => `<node><host>127.0.0.1</host><port>${port}</port></node>`);
  return `<clickhouse>
  <zookeeper>
    ${nodes.join("")}
    <session_timeout_ms>5000</session_timeout_ms>
    <sessions_path>/clickhouse/sessions/${name}</sessions_path>
  </zookeeper>
  <macros><shard>0</shard><replica>${name}</replica></macros>
</clickhouse>
`;
}
