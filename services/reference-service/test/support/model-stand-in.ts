import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** What OpenAI answers, with a text. */
export function saying(content: string | null, usage?: Readonly<Record<string, number>>): Behaviour {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ choices: [{ message: { role: "assistant", content } }], usage }));
  };
}

/** An answer with a status, and nothing else. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return (_request, response) => void response.writeHead(code, headers).end("{}");
}

/** Stands for a model behind OpenAI's API: keeps what it is asked, and answers as it is told, the last for ever. */
export class ModelStandIn {
  readonly requests: { readonly path: string; readonly authorization: string; readonly body: unknown }[] = [];
  /** Requests whose caller went away before the answer. */
  aborted = 0;
  private behaviours: Behaviour[] = [saying("A good answer.")];
  private readonly server = createServer(async (request, response) => {
    const { url: path = "", headers } = request;
    const body: unknown = JSON.parse(await text(request));
    this.requests.push({ path, authorization: headers.authorization ?? "", body });
    response.once("close", () => {
      if (!response.writableEnded) this.aborted++;
    });
    const [behaviour, ...later] = this.behaviours;
    if (later.length > 0) this.behaviours = later;
    behaviour?.(request, response);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  answer(...behaviours: Behaviour[]): void {
    this.behaviours = behaviours;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/v1`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
