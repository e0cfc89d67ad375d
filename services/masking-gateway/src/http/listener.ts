import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SilentConnections } from "@langfuse-aws/process";

/** Longer than a load balancer keeps a connection (60 s, and 90 s where one waits that long for Langfuse), so that it is
 *  never we who close one it is about to use. */
const KEEP_ALIVE_MS = 110_000;
const HEADERS_TIMEOUT_MS = 10_000;
const CHECK_MS = 1_000;

export interface ListenerProps {
  readonly host: string;
  readonly port: number;
  /** For a whole request, headers included. */
  readonly requestTimeoutMs: number;
  /** For a connection on which nothing moves while it has a request: a caller who does not read its answer. */
  readonly idleTimeoutMs: number;
  readonly handle: RequestListener;
}

/** An HTTP server that can stop without breaking off a request. */
export class Listener {
  private readonly server: Server;
  private readonly silent: SilentConnections;
  private readonly active = new Set<ServerResponse>();
  private isLeaving = false;

  constructor(private readonly props: ListenerProps) {
    this.server = createServer(
      {
        keepAliveTimeout: KEEP_ALIVE_MS,
        headersTimeout: Math.min(HEADERS_TIMEOUT_MS, props.requestTimeoutMs),
        requestTimeout: props.requestTimeoutMs,
        connectionsCheckingInterval: CHECK_MS,
        requireHostHeader: true,
      },
      (request, response) => {
        this.track(response);
        props.handle(request, response);
      },
    );
    this.silent = new SilentConnections(this.server);
  }

  async start(): Promise<void> {
    this.server.setTimeout(this.props.idleTimeoutMs);
    const { host, port } = this.props;
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, host, () => resolve());
    });
  }

  get port(): number {
    const address = this.server.address() as AddressInfo; // It listens on TCP.
    return address.port;
  }

  /** Goes on answering, and tells every caller to use another connection next time: none is in use any more when the
   *  listener stops. */
  leave(): void {
    this.isLeaving = true;
    for (const response of this.active) this.sayLast(response);
  }

  /** Takes no new connection, lets requests end, and breaks off those that do not in time. True if none had to be. */
  async stop(timeoutMs: number): Promise<boolean> {
    this.leave();
    return await new Promise((resolve) => {
      let isClean = true;
      const timer = setTimeout(() => {
        isClean = this.active.size === 0;
        this.server.closeAllConnections();
      }, timeoutMs);
      this.server.close(() => {
        clearTimeout(timer);
        resolve(isClean);
      });
      this.server.closeIdleConnections();
      this.silent.end();
    });
  }

  private track(response: ServerResponse): void {
    this.active.add(response);
    response.once("close", () => {
      this.active.delete(response);
      // A connection whose answer had begun before the end was near did not hear of it.
      if (!this.server.listening) setImmediate(() => this.server.closeIdleConnections());
    });
    if (this.isLeaving) this.sayLast(response);
  }

  /** Ends a connection behind its answer. */
  private sayLast(response: ServerResponse): void {
    if (!response.headersSent) response.setHeader("connection", "close");
  }
}
