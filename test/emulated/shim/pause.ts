import type { Layer } from "./call";

/** An operation that is not answered for a while. */
export interface Silence {
  readonly operation: string;
  /** When the first one waits for its answer. */
  readonly begun: Promise<void>;
  /** Lets them all have their answers. */
  readonly end: () => void;
}

/** Holds answers back, as AWS does while it spreads what it has just written. */
export class Pause {
  private current: (Silence & { readonly begin: () => void; readonly over: Promise<void> }) | undefined;

  readonly layer: Layer = async (call, next) => {
    if (call.operation === this.current?.operation) {
      this.current.begin();
      await this.current.over;
    }
    return next(call);
  };

  /** From now on nobody gets an answer to an operation, until the silence ends. */
  of(operation: string): Silence {
    const [begun, begin] = signal();
    const [over, end] = signal();
    this.current = { operation, begun, begin, over, end };
    return this.current;
  }
}

/** A promise, and what keeps it. */
function signal(): [Promise<void>, () => void] {
  const listeners: (() => void)[] = [];
  const heard = new Promise<void>((resolve) => listeners.push(resolve));
  const send = () => {
    for (const listener of listeners) listener();
  };
  return [heard, send];
}
