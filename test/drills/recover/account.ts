import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Aws, awsAt } from "../../emulated/support/aws";
import { Emulator } from "../../emulated/support/emulator";
import { onPath } from "../../support/programs";
import { missingForScripts, Operator } from "../script";

const account = { accountId: "123456789012", region: "eu-west-1" } as const;
export const ENVIRONMENT = "drill";

/** A versioned bucket of an environment, in an emulated account, and somebody who may do everything in it. */
export interface Scene {
  readonly aws: Aws;
  readonly emulator: Emulator;
  readonly operator: Operator;
  readonly bucket: string;
  readonly region: string;
}

export async function startScene(folder: string, purpose: string): Promise<Scene> {
  mkdirSync(join(folder, "logs"));
  const emulator = await Emulator.start(account, join(folder, "logs"));
  const aws = awsAt(emulator.shim.url, account.region);
  const bucket = `langfuse-${ENVIRONMENT}-${purpose}-${account.accountId}`;
  await aws.s3.createBucket({
    Bucket: bucket,
    CreateBucketConfiguration: { LocationConstraint: account.region },
  });
  await aws.s3.putBucketVersioning({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } });
  const operator = new Operator(folder, { ...emulator.variables, REGION: account.region });
  return { aws, emulator, operator, bucket, region: account.region };
}

export function missingForRecovery(...programs: readonly string[]): string[] {
  return [
    ...missingForScripts(),
    ...["moto_server", ...programs]
      .filter((program) => !onPath(program, process.env.PATH))
      .map((program) => `no '${program}' here; install it`),
  ];
}
