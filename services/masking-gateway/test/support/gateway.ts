import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { createLog } from "@langfuse-aws/process";
import { eventually } from "@langfuse-aws/testkit";
import { buildGateway } from "../../build";
import { Gateway } from "../../src/gateway";
import { readSettings } from "../../src/settings";
import { StandIn } from "./upstream";

export const USER_ID_KEY = "0123456789abcdef0123456789abcdef";

/** Variables of every gateway of the tests: on ports of its own, and with nobody to wait for when it goes. */
export const OF_A_TEST = {
  GATEWAY_HOST: "127.0.0.1",
  GATEWAY_PORT: "0",
  GATEWAY_OPERATIONS_PORT: "0",
  GATEWAY_WORKERS: "1",
  GATEWAY_DRAIN_DELAY_MS: "0",
};

export interface RigProps {
  readonly variables?: Readonly<Record<string, string>>;
  readonly policy?: unknown;
  /** Source of the thread for large bodies; `real` for the one that ships.
   *  @default one that is ready and does nothing, because few tests send large bodies */
  readonly worker?: string;
}

const IDLE = `require("node:worker_threads").parentPort.on("message", () => {}).postMessage("ready");`;

/** A gateway before a stand-in for Langfuse, in this process, with files of its own. */
export class Rig {
  readonly upstream = new StandIn();
  readonly folder = mkdtempSync(join(tmpdir(), "masking-gateway-"));
  /** What it wrote to its log. */
  log = "";
  private started: Gateway | undefined;

  async start({ variables = {}, policy = {}, worker = IDLE }: RigProps = {}): Promise<this> {
    await this.upstream.start();
    const policyFile = this.write("policy.json", JSON.stringify(policy));
    const keyFile = this.write("key", USER_ID_KEY);
    if (worker === "real") await buildGateway(this.folder);
    else this.write("worker.js", worker);
    const settings = readSettings({
      NODE_ENV: "test",
      GATEWAY_UPSTREAM_URL: this.upstream.url,
      GATEWAY_POLICY_FILE: policyFile,
      GATEWAY_USER_ID_KEY_FILE: keyFile,
      ...OF_A_TEST,
      GATEWAY_LOG_LEVEL: "debug",
      ...variables,
    });
    const destination = new Writable({
      write: (chunk, _encoding, done) => {
        this.log += String(chunk);
        done();
      },
    });
    const log = createLog(
      { name: "masking-gateway", level: settings.variables.GATEWAY_LOG_LEVEL },
      destination,
    );
    this.started = new Gateway({ settings, log, workerFile: join(this.folder, "worker.js") });
    await this.started.start();
    return this;
  }

  get gateway(): Gateway {
    if (this.started === undefined) throw new Error("start the rig first");
    return this.started;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.gateway.ports.front}${path}`;
  }

  operationsUrl(path: string): string {
    return `http://127.0.0.1:${this.gateway.ports.operations}${path}`;
  }

  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return await fetch(this.url(path), {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: Buffer.isBuffer(body) || typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  /** The value of a metric, by its whole name. */
  async metric(name: string): Promise<number> {
    const lines = (await this.gateway.metrics.registry.metrics()).split("\n");
    return Number(
      lines
        .find((line) => line.startsWith(`${name} `))
        ?.split(" ")
        .at(-1) ?? 0,
    );
  }

  /** Waits until the threads for large bodies have loaded their policies. */
  async ready(): Promise<void> {
    await eventually(async () => (await fetch(this.operationsUrl("/ready"))).status === 200);
  }

  async stop(): Promise<void> {
    await this.started?.stop();
    await this.upstream.stop();
    rmSync(this.folder, { recursive: true });
  }

  private write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }
}

/** The credentials of a project. */
export function basic(publicKey: string): string {
  return `Basic ${Buffer.from(`${publicKey}:sk-lf-00000000`).toString("base64")}`;
}
