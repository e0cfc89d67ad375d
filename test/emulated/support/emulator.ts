import type { ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Account as AwsAccount } from "../../../constructs/account";
import { AwsShim } from "../shim/server";
import { start, stop } from "./processes";

/** One emulated AWS account: moto, and in front of it the shim that supplies what moto lacks. */
export class Emulator {
  private constructor(
    private readonly moto: ChildProcess,
    readonly shim: AwsShim,
  ) {}

  /** @throws when moto does not listen within five minutes */
  static async start({ accountId, region }: AwsAccount, logs: string): Promise<Emulator> {
    const moto = start("moto_server", ["--host", "127.0.0.1", "--port", "0"], {
      folder: logs,
      variables: { MOTO_ACCOUNT_ID: accountId, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" },
    });
    const { stdout, stderr } = moto;
    if (!stdout || !stderr) throw new Error("moto_server was started without pipes");
    stdout.resume();
    const slow = setTimeout(() => stop(moto), 300_000);
    const url = await announcedUrl(stderr);
    clearTimeout(slow);
    // It logs every request, and would stop at a full pipe.
    stderr.pipe(createWriteStream(join(logs, "moto.log")));
    return new Emulator(
      moto,
      await AwsShim.start({ moto: url, account: `${region}:${accountId}`, log: join(logs, "calls.log") }),
    );
  }

  /** What the AWS provider, the S3 backend and the SDK read from the environment. */
  get variables(): Readonly<Record<string, string>> {
    return {
      // An address instead of a name makes every S3 client write the bucket into the path.
      AWS_ENDPOINT_URL: this.shim.url,
      AWS_ACCESS_KEY_ID: "emulated",
      AWS_SECRET_ACCESS_KEY: "emulated",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      // What the emulator lacks must fail at once. The provider looks elsewhere: see rewrite.ts.
      AWS_MAX_ATTEMPTS: "1",
    };
  }

  async stop(): Promise<void> {
    await this.shim.stop();
    stop(this.moto);
  }
}

/** The address that moto prints when it listens; it chooses a free port itself. */
async function announcedUrl(output: Readable): Promise<string> {
  const lines: string[] = [];
  const reader = createInterface({ input: output });
  for await (const line of reader) {
    lines.push(line);
    const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error(`moto_server did not listen:\n${lines.join("\n")}`);
}
