import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Aws, awsAt } from "../../emulated/support/aws";
import { Emulator } from "../../emulated/support/emulator";
import { onPath } from "../../support/programs";
import { Engine } from "./engine";
import { chdbFolder, isInstalled } from "./install";

/** As in `stacks/data.ts`, of an environment that no file describes. */
export const account = { accountId: "123456789012", region: "eu-west-1" } as const;
export const ENVIRONMENT = "drill";
export const BUCKET = `langfuse-${ENVIRONMENT}-backups-${account.accountId}`;

/** A ClickHouse with something of Langfuse's shape in it, and an S3 that takes its backups. */
export class Store {
  private constructor(
    readonly engine: Engine,
    readonly emulator: Emulator,
    readonly aws: Aws,
  ) {}

  static async start(folder: string): Promise<Store> {
    for (const name of ["logs", "data"]) mkdirSync(join(folder, name));
    const emulator = await Emulator.start(account, join(folder, "logs"));
    const aws = awsAt(emulator.shim.url, account.region);
    await aws.s3.createBucket({
      Bucket: BUCKET,
      CreateBucketConfiguration: { LocationConstraint: account.region },
    });
    const engine = await Engine.start({
      chdbFolder: chdbFolder(process.env),
      data: join(folder, "data"),
      variables: emulator.variables,
    });
    return new Store(engine, emulator, aws);
  }

  /** `S3(...)` of a backup, as ClickHouse's statements name it. */
  at(name: string): string {
    return `S3('${this.emulator.shim.url}/${BUCKET}/clickhouse/${name}/')`;
  }

  /** Backs everything up as the CronJob does.
   *  @param base - for one that holds only what is newer */
  async backUp(name: string, base?: string): Promise<void> {
    const settings = base ? ` SETTINGS base_backup = ${this.at(base)}` : "";
    await this.engine.query(`BACKUP DATABASE default TO ${this.at(name)}${settings}`);
  }

  async stop(): Promise<void> {
    await this.engine.stop();
    await this.emulator.stop();
  }
}

/** What a machine lacks for drills with ClickHouse. */
export function missingForClickHouse(): string[] {
  const remedies = { moto_server: "pip install 'moto[server]==5.2.1'", curl: "install it" };
  return [
    ...(isInstalled(chdbFolder(process.env))
      ? []
      : ["no ClickHouse here; npx tsx test/drills/clickhouse/install.ts"]),
    ...Object.entries(remedies).flatMap(([program, remedy]) =>
      onPath(program, process.env.PATH) ? [] : [`no '${program}' here; ${remedy}`],
    ),
  ];
}
