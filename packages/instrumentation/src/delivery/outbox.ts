import { setImmediate as nextTurn } from "node:timers/promises";
import { attempt } from "../attempt";
import { inTime, unlessAborted } from "../waiting";
import type { Batch } from "./batch";
import { CircuitBreaker } from "./circuit-breaker";
import type { Delivery } from "./http";
import { OpenPage } from "./page";

/** What an outbox holds at most, what a batch holds at most, and how long it waits for more. */
export interface OutboxLimits {
  readonly items: number;
  readonly bytes: number;
  readonly batchItems: number;
  readonly lingerMs: number;
}

/** Counts since the start; `queued` is now. */
export interface OutboxHealth {
  readonly queued: number;
  readonly delivered: number;
  /** Lost: the queue was full, the backend refused them, or they could not be masked. */
  readonly dropped: number;
  /** Whether the backend counts as down. */
  readonly isDown: boolean;
}

/** Pauses of a flush, which cannot wait for a backend that is down as long as the daily work does. */
const FLUSH_PAUSE_MS = 200;

const GIVEN_UP: Delivery = { outcome: "unavailable", retryAfterMs: 0 };

/** Sends items in batches, in the background: adding never waits and never throws. What the backend cannot take now is
 *  kept and sent again, within the limits; beyond them the newest are dropped and counted. */
export class Outbox {
  private readonly pages: OpenPage[] = [];
  /** Items on these pages. */
  private waiting = 0;
  private readonly breaker = new CircuitBreaker();
  private readonly abort = new AbortController();
  private bytes = 0;
  /** Taken from the pages and not yet delivered. */
  private underWay = 0;
  private delivered = 0;
  private dropped = 0;
  private flushing = 0;
  private worker: Promise<void> | undefined;
  /** Waiting for more, and not for a backend that is down. */
  private isLingering = false;
  private wake: () => void = () => {};

  /** `batch` makes an empty one; there is one at a time. */
  constructor(
    private readonly limits: OutboxLimits,
    private readonly batch: () => Batch,
  ) {}

  get health(): OutboxHealth {
    const { delivered, dropped } = this;
    return { queued: this.waiting + this.underWay, delivered, dropped, isDown: this.breaker.isOpen };
  }

  /** `write` is asked for the item's text, unless there is no room for it. */
  add(write: () => string): void {
    const text = this.hasRoom(0) ? attempt(write) : undefined;
    const bytes = Buffer.byteLength(text ?? "");
    if (text === undefined || !this.hasRoom(bytes)) {
      this.dropped++;
      return;
    }
    this.pageFor(bytes).add(text);
    this.waiting++;
    this.bytes += bytes;
    this.worker ??= this.work();
    if (this.isLingering && this.waiting >= this.limits.batchItems) this.wake();
  }

  /** Sends what there is now, and says whether all of it went out in time. Never rejects. */
  async flush(timeoutMs: number): Promise<boolean> {
    this.flushing++;
    this.wake();
    const done = (this.worker ?? Promise.resolve()).then(() => true);
    const isDone = await inTime(done, timeoutMs, false);
    this.flushing--;
    return isDone && this.waiting === 0;
  }

  /** Flushes, and gives up what is left then. */
  async close(timeoutMs: number): Promise<boolean> {
    const isDone = await this.flush(timeoutMs);
    this.abort.abort();
    this.wake();
    this.dropped += this.waiting;
    this.waiting = 0;
    this.pages.length = 0;
    await this.worker;
    return isDone;
  }

  private hasRoom(bytes: number): boolean {
    const { items, bytes: most } = this.limits;
    const hasRoom = this.waiting + this.underWay < items && this.bytes + bytes < most;
    return hasRoom && !this.abort.signal.aborted;
  }

  /** Where the next text goes. */
  private pageFor(bytes: number): OpenPage {
    const last = this.pages.at(-1);
    if (last?.hasRoom(bytes)) return last;
    const page = new OpenPage(bytes);
    this.pages.push(page);
    return page;
  }

  private async work(): Promise<void> {
    while (this.waiting > 0) {
      await this.linger();
      const { batch, bytes } = await this.nextBatch();
      const count = await this.sealed(batch);
      this.dropped += this.underWay - count;
      this.underWay = count;
      if (count > 0) await this.deliver(batch, count);
      this.bytes -= bytes;
      this.underWay = 0;
    }
    this.worker = undefined;
  }

  private async linger(): Promise<void> {
    const { batchItems, lingerMs } = this.limits;
    if (this.waiting >= batchItems || this.flushing > 0) return;
    this.isLingering = true;
    await this.pause(lingerMs);
    this.isLingering = false;
  }

  private async nextBatch(): Promise<{ batch: Batch; bytes: number }> {
    const batch = this.batch();
    let bytes = 0;
    while (this.underWay < this.limits.batchItems && bytes < batch.mostBytes) {
      const page = this.pages.shift();
      if (!page) break;
      batch.add(page);
      this.waiting -= page.ends.length;
      this.underWay += page.ends.length;
      bytes += page.bytes;
      await nextTurn();
    }
    return { batch, bytes };
  }

  /** What cannot be masked or written down, or not before the end, is dropped. */
  private async sealed(batch: Batch): Promise<number> {
    const { signal } = this.abort;
    return await unlessAborted(
      batch.seal().catch(() => 0),
      signal,
      0,
    );
  }

  private async deliver(batch: Batch, count: number): Promise<void> {
    const { signal } = this.abort;
    while (!signal.aborted) {
      const delivery = await unlessAborted(batch.send(signal), signal, GIVEN_UP);
      if (delivery.outcome !== "unavailable") {
        this.breaker.succeeded();
        if (delivery.outcome === "delivered") this.delivered += count;
        else this.dropped += count;
        return;
      }
      this.breaker.failed(delivery.retryAfterMs);
      await this.pause(this.breaker.pauseMs);
    }
    this.dropped += count;
  }

  /** Waits, but not for a flush; the timer keeps no process alive. */
  private async pause(milliseconds: number): Promise<void> {
    const length = this.flushing > 0 ? Math.min(milliseconds, FLUSH_PAUSE_MS) : milliseconds;
    if (length <= 0 || this.abort.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, length).unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
