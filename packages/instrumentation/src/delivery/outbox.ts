import type { Batch, Parcel } from "./batch";
import { CircuitBreaker } from "./circuit-breaker";
import type { Delivery } from "./http";
import { inSlices } from "./slices";

/** What an outbox holds at most, what a batch holds at most, and how long it waits for more. */
export interface OutboxLimits {
  readonly items: number;
  readonly bytes: number;
  readonly batchItems: number;
  readonly batchBytes: number;
  readonly lingerMs: number;
}

export interface OutboxProps<Item> {
  readonly limits: OutboxLimits;
  /** An empty batch: what is put into it is masked. One at a time. */
  readonly batch: () => Batch<Item>;
  /** Never rejects. */
  readonly send: (body: Uint8Array, signal: AbortSignal) => Promise<Delivery>;
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

const NOTHING: Parcel = { body: new Uint8Array(), count: 0 };

/** Sends items in batches, in the background: adding never waits and never throws. What the backend cannot take now is
 *  kept and sent again, within the limits; beyond them the newest are dropped and counted. */
export class Outbox<Item> {
  private readonly queue: { readonly item: Item; readonly bytes: number }[] = [];
  private readonly breaker = new CircuitBreaker();
  private readonly abort = new AbortController();
  private bytes = 0;
  /** Taken out of the queue and not yet delivered. */
  private underWay = 0;
  private delivered = 0;
  private dropped = 0;
  private flushing = 0;
  private worker: Promise<void> | undefined;
  /** Waiting for more, and not for a backend that is down. */
  private isLingering = false;
  private wake: () => void = () => {};
  /** Ends waiting for a batch that is being masked. */
  private giveUp: () => void = () => {};

  constructor(private readonly props: OutboxProps<Item>) {}

  get health(): OutboxHealth {
    const { delivered, dropped } = this;
    return { queued: this.queue.length + this.underWay, delivered, dropped, isDown: this.breaker.isOpen };
  }

  /** `bytes` is about how much memory the item takes. */
  add(item: Item, bytes: number): void {
    const { limits } = this.props;
    const isFull = this.queue.length + this.underWay >= limits.items || this.bytes + bytes > limits.bytes;
    if (isFull || this.abort.signal.aborted) {
      this.dropped++;
      return;
    }
    this.queue.push({ item, bytes });
    this.bytes += bytes;
    this.worker ??= this.work();
    if (this.isLingering && this.queue.length >= limits.batchItems) this.wake();
  }

  /** Sends what there is now, and says whether all of it went out in time. Never rejects. */
  async flush(timeoutMs: number): Promise<boolean> {
    this.flushing++;
    this.wake();
    const isDone = await inTime(this.worker ?? Promise.resolve(), timeoutMs);
    this.flushing--;
    return isDone && this.queue.length === 0;
  }

  /** Flushes, and gives up what is left then. */
  async close(timeoutMs: number): Promise<boolean> {
    const isDone = await this.flush(timeoutMs);
    this.abort.abort();
    this.wake();
    this.giveUp();
    this.dropped += this.queue.length;
    this.queue.length = 0;
    return isDone;
  }

  private async work(): Promise<void> {
    while (this.queue.length > 0) {
      await this.linger();
      const { batch, bytes } = await this.nextBatch();
      const parcel = await this.sealed(batch);
      this.dropped += this.underWay - parcel.count;
      this.underWay = parcel.count;
      if (parcel.count > 0) await this.deliver(parcel);
      this.bytes -= bytes;
      this.underWay = 0;
    }
    this.worker = undefined;
  }

  private async linger(): Promise<void> {
    const { batchItems, lingerMs } = this.props.limits;
    if (this.queue.length >= batchItems || this.flushing > 0) return;
    this.isLingering = true;
    await this.pause(lingerMs);
    this.isLingering = false;
  }

  private async nextBatch(): Promise<{ batch: Batch<Item>; bytes: number }> {
    const { limits, batch: empty } = this.props;
    const batch = empty();
    let bytes = 0;
    await inSlices(
      () => (this.underWay < limits.batchItems && bytes < limits.batchBytes ? this.queue.shift() : undefined),
      (next) => {
        bytes += next.bytes;
        if (this.isAdded(batch, next.item)) this.underWay++;
        else this.dropped++;
      },
    );
    return { batch, bytes };
  }

  private isAdded(batch: Batch<Item>, item: Item): boolean {
    try {
      batch.add(item);
      return true;
    } catch {
      return false;
    }
  }

  /** What cannot be masked or written down, or not before the end, is dropped. */
  private async sealed(batch: Batch<Item>): Promise<Parcel> {
    if (this.abort.signal.aborted) return NOTHING;
    return await new Promise((resolve) => {
      this.giveUp = () => resolve(NOTHING);
      batch.seal().then(resolve, this.giveUp);
    });
  }

  private async deliver({ body, count }: Parcel): Promise<void> {
    while (!this.abort.signal.aborted) {
      const delivery = await this.props.send(body, this.abort.signal);
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

/** Whether a promise that never rejects is settled within a time. */
async function inTime(promise: Promise<void>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const done = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return done;
}
