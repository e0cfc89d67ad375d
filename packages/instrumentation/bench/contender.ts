import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { load, type Target, warmUp } from "./load";
import type { Usage } from "./service";

/** What a service took for a request in one round. */
interface Cost {
  /** In all threads, and in the one that answers. */
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
  private readonly times: number[] = [];
  private readonly costs: Cost[] = [];

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
    this.times.push(...times);
    const of = (milliseconds: number) => milliseconds / times.length;
    this.costs.push({ processorMs: of(processorMs), mainThreadMs: of(mainThreadMs), megabytes });
  }

  /** The milliseconds in which a share of all answers came: of all rounds together, because three requests of a round are
   *  slower than its p99, and chance decides about three. */
  quantile(share: number): number {
    return at(this.times, share);
  }

  /** The median of its rounds. */
  cost(figure: keyof Cost): number {
    return at(
      this.costs.map((each) => each[figure]),
      0.5,
    );
  }

  /** For the time since it was last asked. */
  async usage(): Promise<Usage> {
    this.process.send("usage");
    const [usage] = await once(this.process, "message");
    return usage as Usage; // It answers with nothing else.
  }
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}
