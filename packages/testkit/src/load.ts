import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { isNativeError } from "node:util/types";

export interface LoadProps {
  readonly url: string;
  /** Sent each time, as JSON. */
  readonly body: string;
  /** How many send at the same time, each over a connection of its own, for as long as the other side keeps it. */
  readonly callers: number;
}

/** What a caller was answered. */
export interface Answer {
  readonly status: number;
  /** The header, by which a server says whether it keeps the connection. */
  readonly connection: string | undefined;
}

/** Callers that send a request, wait for its answer, and send the next; one that is not answered gives up. */
export class Load {
  readonly answers: Answer[] = [];
  /** Codes of requests that were not answered. */
  readonly failures: string[] = [];
  private isStopping = false;
  private readonly callers: readonly Promise<void>[];

  constructor(private readonly props: LoadProps) {
    this.callers = Array.from({ length: props.callers }, () => this.call());
  }

  /** Has nobody send another request, and waits for the answers to those that were. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.callers);
  }

  private async call(): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      while (!this.isStopping) this.answers.push(await this.send(agent));
    } catch (error) {
      this.failures.push(isNativeError(error) && "code" in error ? String(error.code) : String(error));
    }
    agent.destroy();
  }

  private async send(agent: Agent): Promise<Answer> {
    const { url, body } = this.props;
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(url, { agent, method: "POST", headers });
    sent.end(body);
    const answered: IncomingMessage[] = await once(sent, "response");
    const [response] = answered;
    if (response === undefined) throw new Error("no response");
    response.resume();
    await once(response, "end");
    return { status: response.statusCode ?? 0, connection: response.headers.connection };
  }
}
