import { Refusal } from "./refusal";

/** Room for one request, from its first byte to its answer. */
export interface Lease {
  /** Takes room for that many more bytes.
   *  @throws Refusal `overloaded` */
  reserve(bytes: number): void;
  release(): void;
}

/** Bounds how many requests, and how many of their bytes, the process holds at once. */
export class Admission {
  private requests = 0;
  private bytes = 0;

  constructor(private readonly limits: { readonly requests: number; readonly bytes: number }) {}

  /** @throws Refusal `overloaded` */
  enter(): Lease {
    if (this.requests >= this.limits.requests) throw new Refusal("overloaded");
    this.requests++;
    let held = 0;
    return {
      reserve: (bytes) => {
        if (this.bytes + bytes > this.limits.bytes) throw new Refusal("overloaded");
        this.bytes += bytes;
        held += bytes;
      },
      release: () => {
        this.requests--;
        this.bytes -= held;
        held = 0;
      },
    };
  }
}
