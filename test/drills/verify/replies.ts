import { createServer } from "node:http";

/** What a service of AWS answers, by a word of the request: its address, or the form that it carries. */
export type Answers = Readonly<Record<string, string>>;

/** Services that no emulator has, in the words that AWS uses on the wire, for AWS's own programs to read. */
export class Replies {
  private constructor(
    readonly url: string,
    readonly stop: () => void,
  ) {}

  static async start(answers: Answers): Promise<Replies> {
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      const asked = `${request.url} ${Buffer.concat(parts)}`;
      const known = Object.entries(answers).find(([word]) => asked.includes(word));
      response.writeHead(known ? 200 : 501);
      response.end(known?.[1] ?? `nobody answers ${asked}`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    return new Replies(`http://127.0.0.1:${port}`, () => server.close());
  }
}

/** How RDS and ElastiCache answer. */
export const xml = (action: string, result: string) =>
  `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
