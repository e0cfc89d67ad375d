import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Longer than a load balancer keeps a connection (60 s), so that it is never we who close one it is about to use. */
const KEEP_ALIVE_MS = 75_000;
const HEADERS_TIMEOUT_MS = 10_000;
const CHECK_MS = 1_000;

export interface ListenerProps {
  readonly host: string;
  readonly port: number;
  /** For a whole request, headers included. */
  readonly requestTimeoutMs: number;
  readonly handle: RequestListener;
}

/** An HTTP server that can stop without breaking off a request. */
export class Listener {
  private readonly server: Server;
  private isDraining = false;

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
        if (this.isDraining) response.setHeader("connection", "close");
        props.handle(request, response);
      },
    );
  }

  async start(): Promise<void> {
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

  /** Takes no new connection, lets requests end, and breaks off those that do not in time. True if none had to be. */
  async stop(timeoutMs: number): Promise<boolean> {
    this.isDraining = true;
    return await new Promise((resolve) => {
      let isClean = true;
      const timer = setTimeout(() => {
        isClean = false;
        this.server.closeAllConnections();
      }, timeoutMs);
      this.server.close(() => {
        clearTimeout(timer);
        resolve(isClean);
      });
      this.server.closeIdleConnections();
    });
  }
}
