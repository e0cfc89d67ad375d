import { fullJitter } from "../retry";

/** Failures in a row after which a backend counts as down. */
const FAILURES_TO_OPEN = 3;

/** The longest pause between attempts while it is down: also how late its return is noticed at worst. */
const LONGEST_PAUSE_MS = 30_000;

/** Says when a backend may be asked again. Each failure doubles the pause, with full jitter; after three it is open:
 *  the backend counts as down, until one attempt succeeds. */
export class CircuitBreaker {
  private failures = 0;
  private retryAt = 0;

  get isOpen(): boolean {
    return this.failures >= FAILURES_TO_OPEN;
  }

  /** How long to wait with the next attempt; 0 where there is nothing to wait for. */
  get pauseMs(): number {
    return Math.max(0, this.retryAt - performance.now());
  }

  succeeded(): void {
    this.failures = 0;
    this.retryAt = 0;
  }

  /** `retryAfterMs` is what the backend asked for. */
  failed(retryAfterMs = 0): void {
    this.failures++;
    const pause = fullJitter(this.failures, { baseMs: 500, capMs: LONGEST_PAUSE_MS });
    this.retryAt = performance.now() + Math.min(LONGEST_PAUSE_MS, Math.max(pause, retryAfterMs));
  }
}
