import type { IncomingMessage } from "node:http";
import { createGunzip, type Gunzip } from "node:zlib";
import type { Lease } from "../admission";
import { type Reason, Refusal } from "../refusal";

export interface ReadBodyProps {
  readonly isCompressed: boolean;
  readonly maxBytes: number;
  readonly maxDecodedBytes: number;
  readonly timeoutMs: number;
  readonly lease: Lease;
}

/** A whole body, decompressed, never larger than allowed at any moment.
 *  @throws Refusal `too_large`, `overloaded`, `unparsable`, `body_timeout` or `client_gone` */
export async function readBody(request: IncomingMessage, props: ReadBodyProps): Promise<Buffer> {
  // Said beforehand, it is refused before it is sent.
  if (Number(request.headers["content-length"] ?? 0) > props.maxBytes) throw new Refusal("too_large");
  return await new Promise((resolve, reject) => {
    new BodyReader(request, props).start({ resolve, reject });
  });
}

interface Settle {
  readonly resolve: (body: Buffer) => void;
  readonly reject: (refusal: Refusal) => void;
}

class BodyReader {
  private readonly chunks: Buffer[] = [];
  private readonly gunzip: Gunzip | undefined;
  private received = 0;
  private decoded = 0;
  private isSettled = false;

  constructor(
    private readonly request: IncomingMessage,
    private readonly props: ReadBodyProps,
  ) {
    this.gunzip = props.isCompressed ? createGunzip() : undefined;
  }

  start({ resolve, reject }: Settle): void {
    const settle = (finish: () => void) => {
      if (this.isSettled) return;
      this.isSettled = true;
      clearTimeout(timer);
      this.request.unpipe();
      this.gunzip?.destroy();
      finish();
    };
    const fail = (reason: Reason, cause?: unknown) =>
      settle(() => reject(cause instanceof Refusal ? cause : new Refusal(reason, { cause })));
    const timer = setTimeout(() => fail("body_timeout"), this.props.timeoutMs);

    this.request.on("data", (chunk: Buffer) => {
      this.received += chunk.length;
      if (this.received > this.props.maxBytes) fail("too_large");
    });
    this.request.on("close", () => {
      if (!this.request.complete) fail("client_gone");
    });
    this.request.on("error", () => fail("client_gone"));
    const source = this.gunzip === undefined ? this.request : this.request.pipe(this.gunzip);
    this.gunzip?.on("error", (error) => fail("unparsable", error));
    source.on("data", (chunk: Buffer) => {
      try {
        this.keep(chunk);
      } catch (error) {
        fail("overloaded", error);
      }
    });
    source.on("end", () => settle(() => resolve(Buffer.concat(this.chunks))));
  }

  private keep(chunk: Buffer): void {
    if (this.isSettled) return;
    this.decoded += chunk.length;
    if (this.decoded > this.props.maxDecodedBytes) throw new Refusal("too_large");
    this.props.lease.reserve(chunk.length);
    this.chunks.push(chunk);
  }
}
