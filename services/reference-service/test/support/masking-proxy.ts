import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { createMasker } from "@langfuse-aws/masking";

/** Stands for the masking gateway: OTLP goes on masked, everything else as it is. */
export class MaskingProxy {
  private constructor(
    readonly url: string,
    readonly stop: () => Promise<unknown>,
  ) {}

  /** `refusesRaw` answers 403 to traces that are not compressed: those of the canary itself, not of the library. */
  static async before(upstream: string, { refusesRaw = false } = {}): Promise<MaskingProxy> {
    const key = "0123456789abcdef0123456789abcdef";
    const masker = createMasker({ userId: { action: "hmac", key } });
    const server = createServer(async (request, response) => {
      const { method, url = "", headers } = request;
      const isPacked = headers["content-encoding"] === "gzip";
      const body = await text(isPacked ? request.pipe(createGunzip()) : request);
      const isTrace = url.startsWith("/api/public/otel");
      if (isTrace && refusesRaw && !isPacked) return void response.writeHead(403).end("{}");
      const masked = isTrace ? masker.otlpJson(body) : { outcome: "masked" as const, body };
      if (masked.outcome !== "masked") return void response.writeHead(400).end("{}");
      const answer = await fetch(`${upstream}${url}`, {
        method,
        headers: { "content-type": "application/json", authorization: headers.authorization ?? "" },
        body: method === "GET" ? undefined : masked.body,
      });
      response.writeHead(answer.status).end(await answer.text());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const stop = () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    };
    return new MaskingProxy(`http://127.0.0.1:${port}`, stop);
  }
}
