import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Aws, awsAt } from "../../emulated/support/aws";
import { Emulator } from "../../emulated/support/emulator";
import { type Outcome, run } from "../../emulated/support/processes";
import { type Server, startRedis } from "../../queues/servers";
import { onPath } from "../../support/programs";

export const account = { accountId: "123456789012", region: "eu-west-1" } as const;
export const ENVIRONMENT = "drill";
export const BUCKET = `langfuse-${ENVIRONMENT}-blobs-${account.accountId}`;

export const REPOSITORY = join(__dirname, "..", "..", "..");
const PROCEDURES = join(REPOSITORY, "runbooks", "procedures");

/** A worker's container with its stores: real queues, an S3 that is emulated, and a `kubectl` that enters it. */
export class Worker {
  private constructor(
    readonly aws: Aws,
    readonly redis: Server,
    private readonly emulator: Emulator,
    private readonly programs: string,
  ) {}

  readonly Bucket = BUCKET;

  static async start(folder: string): Promise<Worker> {
    for (const name of ["logs", "redis", "programs"]) mkdirSync(join(folder, name));
    const emulator = await Emulator.start(account, join(folder, "logs"));
    const aws = awsAt(emulator.shim.url, account.region);
    await aws.s3.createBucket({
      Bucket: BUCKET,
      CreateBucketConfiguration: { LocationConstraint: account.region },
    });
    const programs = join(folder, "programs");
    writeFileSync(join(programs, "kubectl"), KUBECTL);
    chmodSync(join(programs, "kubectl"), 0o755);
    return new Worker(aws, await startRedis(join(folder, "redis")), emulator, programs);
  }

  /** What the worker's container has in its environment. */
  get variables(): Readonly<Record<string, string>> {
    return {
      ...this.emulator.variables,
      LANGFUSE_S3_EVENT_UPLOAD_BUCKET: BUCKET,
      LANGFUSE_S3_EVENT_UPLOAD_REGION: account.region,
      LANGFUSE_S3_EVENT_UPLOAD_PREFIX: "events/",
      LANGFUSE_S3_EVENT_UPLOAD_FORCE_PATH_STYLE: "true",
      REDIS_CONNECTION_STRING: `redis://127.0.0.1:${this.redis.port}/0`,
    };
  }

  /** Runs a script of `runbooks/procedures` as a person would. */
  procedure(script: string, ...args: readonly string[]): Promise<Outcome> {
    return run("bash", [join(PROCEDURES, script), ...args], {
      folder: this.programs,
      variables: {
        ...this.variables,
        PATH: `${this.programs}:${process.env.PATH}`,
        WORKER: REPOSITORY,
        CONTEXT: `arn:aws:eks:${account.region}:${account.accountId}:cluster/langfuse-${ENVIRONMENT}`,
      },
    });
  }

  /** An object as web leaves it. */
  async put(key: string, body: unknown = []): Promise<void> {
    await this.aws.s3.putObject({ Bucket: BUCKET, Key: `events/${key}`, Body: JSON.stringify(body) });
  }

  async stop(): Promise<void> {
    await this.redis.stop();
    await this.emulator.stop();
  }
}

/** Runs here what would run in the container; this repository has the worker's libraries. */
const KUBECTL = `#!/usr/bin/env bash
if [ "$1 $2" = "config view" ]; then echo "$CONTEXT"; exit; fi
expected="-n langfuse exec -i deployment/langfuse-worker -c langfuse-worker -- sh -c"
[ "\${*:1:10}" = "$expected" ] || { echo "kubectl was asked: $*" >&2; exit 1; }
script=\${11//\\/app\\/worker/$WORKER}
exec sh -c "$script" "\${@:12}"
`;

/** What a machine lacks for drills with queues and events. */
export function missingForQueues(): string[] {
  const remedies = {
    moto_server: "pip install 'moto[server]==5.2.1'",
    "redis-server": "install the package redis-server",
    jq: "install the package jq",
  };
  return Object.entries(remedies).flatMap(([program, remedy]) =>
    onPath(program, process.env.PATH) ? [] : [`no '${program}' here; ${remedy}`],
  );
}
