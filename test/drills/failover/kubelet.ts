import { setTimeout as pause } from "node:timers/promises";

/** How a kubelet probes, in milliseconds. */
export interface Liveness {
  readonly periodMs: number;
  readonly timeoutMs: number;
  /** Failures in a row after which it starts the container anew. */
  readonly failureThreshold: number;
}

/** Asks a container whether it lives, as a kubelet does, and counts instead of ending it. */
export class Kubelet {
  restarts = 0;
  /** Most failures in a row so far. */
  mostFailures = 0;
  successes = 0;
  private readonly stopping = new AbortController();

  constructor(
    private readonly url: string,
    private readonly liveness: Liveness,
  ) {}

  start(): void {
    void this.probe();
  }

  stop(): void {
    this.stopping.abort();
  }

  private async probe(): Promise<void> {
    const { periodMs, failureThreshold } = this.liveness;
    for (let failures = 0; !this.stopping.signal.aborted; ) {
      const next = Date.now() + periodMs;
      const isAlive = await this.isAlive();
      failures = isAlive ? 0 : failures + 1;
      this.successes += isAlive ? 1 : 0;
      this.mostFailures = Math.max(this.mostFailures, failures);
      if (failures > 0 && failures % failureThreshold === 0) this.restarts++;
      await pause(Math.max(0, next - Date.now()));
    }
  }

  private async isAlive(): Promise<boolean> {
    try {
      return (await fetch(this.url, { signal: AbortSignal.timeout(this.liveness.timeoutMs) })).ok;
    } catch {
      // No answer in time.
      return false;
    }
  }
}
