import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { load, type Target, warmUp } from "./load";
import type { Usage } from "./service";

/** What a user sees of a service in one round, and what it took. */
export interface Round {
  readonly p50: number;
  readonly p99: number;
  /** Of one request, in all threads, and in the one that answers. */
  readonly processorMs: number;
  readonly mainThreadMs: number;
  readonly megabytes: number;
}

/** Starts a program of this folder; the port that it listens on is the first thing it says. */
export async function start(
  file: string,
  args: readonly string[],
): Promise<{ process: ChildProcess; port: number }> {
  const child = fork(join(__dirname, file), [...args], { execArgv: ["--import", "tsx"] });
  const [port] = await once(child, "message");
  return { process: child, port: port as number };
}

/** A service, and what was measured of it. */
export class Contender {
  private readonly rounds: Round[] = [];

  constructor(
    readonly name: string,
    private readonly process: ChildProcess,
    private readonly target: Target,
  ) {}

  async warmUp(requests: number): Promise<void> {
    await warmUp(this.target, requests);
  }

  async race(pace: { readonly perSecond: number; readonly seconds: number }): Promise<void> {
    await this.usage();
    const times = await load(this.target, pace);
    const { processorMs, mainThreadMs, megabytes } = await this.usage();
    const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
    this.rounds.push({
      p50: at(0.5),
      p99: at(0.99),
      processorMs: processorMs / times.length,
      mainThreadMs: mainThreadMs / times.length,
      megabytes,
    });
  }

  /** The median of its rounds. */
  median(figure: keyof Round): number {
    const sorted = this.rounds.map((each) => each[figure]).sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }

  /** For the time since it was last asked. */
  async usage(): Promise<Usage> {
    this.process.send("usage");
    const [usage] = await once(this.process, "message");
    return usage as Usage; // It answers with nothing else.
  }
}
