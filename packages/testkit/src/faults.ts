import type { ServerResponse } from "node:http";

/** Answers with this status, and with `Retry-After` where given, and keeps nothing of what was sent. */
export interface StatusFault {
  readonly kind: "status";
  readonly status: number;
  readonly retryAfterSeconds?: number;
}

/** A way to fail. */
export type Fault =
  | StatusFault
  /** Takes the request and never answers. */
  | { readonly kind: "hang" }
  /** Takes the request and closes the connection. */
  | { readonly kind: "reset" }
  /** Takes what is sent, and shows none of it yet: lists are empty. */
  | { readonly kind: "behind" }
  /** Does what it is asked for, and answers a byte at a time. */
  | { readonly kind: "slow-body"; readonly millisecondsPerByte: number };

/** Which requests fail, and how many. */
export interface Failing {
  /** Those whose path starts so.
   *  @default every path */
  readonly path?: string;
  /** @default until `heal` */
  readonly times?: number;
}

interface Planned {
  readonly fault: Fault;
  readonly path: string;
  left: number;
}

/** The faults of one server. */
export class Faults {
  private planned: Planned[] = [];

  plan(fault: Fault, { path = "/", times = Number.POSITIVE_INFINITY }: Failing): void {
    this.planned.push({ fault, path, left: times });
  }

  heal(): void {
    this.planned = [];
  }

  /** The fault of the next request to a path, if it has one. */
  next(path: string): Fault | undefined {
    const due = this.planned.find((each) => each.left > 0 && path.startsWith(each.path));
    if (!due) return undefined;
    due.left--;
    return due.fault;
  }
}

/** Sends a body with a pause after every byte, until the other side has had enough. */
export function trickle(response: ServerResponse, body: string, millisecondsPerByte: number): void {
  const bytes = Buffer.from(body);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + 1));
    sent++;
    if (sent >= bytes.length) response.end();
  }, millisecondsPerByte);
  response.on("close", () => clearInterval(timer));
}
