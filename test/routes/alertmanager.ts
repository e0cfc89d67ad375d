import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../support/free-port";
import { until } from "../support/until";
import { programs } from "./tools";

/** An alert as Prometheus sends it. */
export interface SentAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly endsAt?: string;
}

/** An alert as Alertmanager holds it. */
export interface HeldAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
  readonly fingerprint: string;
}

/** The longest that Alertmanager takes for anything. */
export const PATIENCE_MS = 15_000;

/** Alertmanager on the loopback interface, alone in its cluster. */
export class Alertmanager {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
  ) {}

  /** @param folder receives its state; removed by the caller */
  static async start(file: string, folder: string): Promise<Alertmanager> {
    const port = await freePort();
    const child = spawn(
      programs.alertmanager,
      [
        `--config.file=${file}`,
        `--storage.path=${folder}`,
        "--cluster.listen-address=",
        `--web.listen-address=127.0.0.1:${port}`,
        "--log.level=warn",
      ],
      {
        stdio: ["ignore", "ignore", "pipe"],
        // SNS is asked with signatures of a key that opens nothing.
        env: { ...process.env, AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "none" },
      },
    );
    // Also when the suite is interrupted.
    process.once("exit", () => child.kill("SIGKILL"));
    const log: string[] = [];
    child.stderr?.on("data", (chunk) => log.push(String(chunk)));
    const alertmanager = new Alertmanager(child, `http://127.0.0.1:${port}`);
    try {
      await until(
        async () => {
          if (child.exitCode !== null) throw new Error(`Alertmanager ended: ${log.join("").trim()}`);
          return (await fetch(`${alertmanager.url}/-/ready`).catch(() => undefined))?.ok === true;
        },
        "Alertmanager is ready",
        PATIENCE_MS,
      );
    } catch (error) {
      await alertmanager.stop();
      throw error;
    }
    return alertmanager;
  }

  async send(alerts: readonly SentAlert[]): Promise<void> {
    const response = await fetch(`${this.url}/api/v2/alerts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(alerts),
    });
    if (!response.ok) throw new Error(`Alertmanager answers ${response.status}: ${await response.text()}`);
  }

  async held(): Promise<HeldAlert[]> {
    // Its own API, of which HeldAlert is a part.
    return (await (await fetch(`${this.url}/api/v2/alerts`)).json()) as HeldAlert[];
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.pid === undefined) return;
    this.child.kill("SIGKILL");
    await once(this.child, "exit");
  }
}
