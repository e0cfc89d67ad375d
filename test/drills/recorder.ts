import { createServer } from "node:http";

/** A door in front of an emulated AWS that remembers what was asked of services which take forms, RDS for one. */
export class Recorder {
  /** What becomes of a reply on its way back: an emulator knows no trouble. */
  pretend: (reply: string) => string = (reply) => reply;

  private constructor(
    readonly url: string,
    private readonly requests: readonly URLSearchParams[],
    readonly stop: () => void,
  ) {}

  static async start(target: string): Promise<Recorder> {
    const requests: URLSearchParams[] = [];
    const server = createServer(async (incoming, outgoing) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part);
      const body = Buffer.concat(parts);
      requests.push(new URLSearchParams(body.toString()));
      const { host, connection, "content-length": length, ...headers } = incoming.headers;
      const reply = await fetch(`${target}${incoming.url}`, {
        method: incoming.method,
        headers: Object.entries(headers).map(
          ([name, value]) => [name, String(value)] satisfies [string, string],
        ),
        body: body.length > 0 ? body : undefined,
      });
      outgoing.writeHead(reply.status, { "content-type": reply.headers.get("content-type") ?? "text/xml" });
      outgoing.end(recorder.pretend(await reply.text()));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const recorder = new Recorder(`http://127.0.0.1:${port}`, requests, () => server.close());
    return recorder;
  }

  /** What was sent with the calls of an operation, in order. */
  sent(operation: string): Record<string, string>[] {
    return this.requests
      .filter((request) => request.get("Action") === operation)
      .map((request) => Object.fromEntries(request));
  }
}
