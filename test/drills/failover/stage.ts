import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Timings } from "../../proof/lifecycle/timings";
import { type Server, startRedis } from "../../queues/servers";
import { Door } from "../queues/door";
import { Kubelet } from "./kubelet";
import { Pair } from "./pair";
import { Pool } from "./pool";
import { Work } from "./work";

/** Everything takes a sixth of its time; faster, and a busy machine would not connect in time. */
const SCALE = 6;

/** Milliseconds that so many seconds of a real failover take here. */
export const scaled = (seconds: number): number => Math.round((1000 * seconds) / SCALE);
/** Seconds of a real failover that so many milliseconds stand for. */
export const real = (milliseconds: number): number => Math.round((SCALE * milliseconds) / 1000);

export interface StageProps {
  readonly programs: string;
  /** Of its own, empty. */
  readonly folder: string;
  readonly timings: Timings;
  /** Arguments of the URL. */
  readonly databaseArgs: string;
}

/** Two servers behind one address, a queue, who works with them, and who looks whether he lives. */
export class Stage {
  private constructor(
    readonly pair: Pair,
    readonly door: Door,
    readonly work: Work,
    readonly kubelet: Kubelet,
    private readonly redis: Server,
  ) {}

  static async start({ programs, folder, timings, databaseArgs }: StageProps): Promise<Stage> {
    for (const name of ["postgres", "redis"]) mkdirSync(join(folder, name), { recursive: true, mode: 0o711 });
    const pair = await Pair.start(programs, join(folder, "postgres"));
    const redis = await startRedis(join(folder, "redis"));
    const door = await Door.open(pair.primaryPort);
    const pool = new Pool({ port: door.port, authority: pair.authority }, databaseArgs, SCALE);
    const work = new Work({ pool, redisPort: redis.port, scale: SCALE });
    const kubelet = new Kubelet(await work.start(), {
      periodMs: scaled(timings.workerLivenessPeriod),
      timeoutMs: scaled(timings.workerLivenessTimeout),
      failureThreshold: timings.workerLivenessFailures,
    });
    return new Stage(pair, door, work, kubelet, redis);
  }

  async stop(): Promise<void> {
    this.kubelet.stop();
    // Whoever waits for an answer hears now that there is none.
    this.door.close();
    await this.work.stop();
    await this.redis.stop();
    await this.pair.stop();
  }
}
