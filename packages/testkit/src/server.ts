import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { HealthResponse, ObservationV2, Projects, ScoreV3 } from "@langfuse/core";
import { commentRoutes } from "./api/comments";
import { datasetRoutes } from "./api/datasets";
import { goneRoutes } from "./api/gone";
import { ingestionRoutes } from "./api/ingestion";
import { llmConnectionRoutes } from "./api/llm-connections";
import { observationRoutes } from "./api/observations";
import { create, promptRoutes } from "./api/prompts";
import { scoreConfigRoutes } from "./api/score-configs";
import { scoreRoutes } from "./api/scores";
import { traceRoutes } from "./api/traces";
import { type Failing, type Fault, Faults, type StatusFault, trickle } from "./faults";
import { readBody } from "./http/body";
import { ApiError } from "./http/errors";
import { type ReceivedRequest, Reply, type Routes, route } from "./http/router";
import { PROJECT_ID } from "./otlp/observation";
import { Store } from "./store";

/** The version whose behaviour is played. */
const HEALTH: HealthResponse = { status: "OK", version: "4.16.0" };

/** A Langfuse of one project, in memory, on a port of this machine. */
export class TestLangfuse {
  readonly publicKey = "pk-lf-00000000-0000-4000-8000-000000000000";
  readonly secretKey = "sk-lf-00000000-0000-4000-8000-000000000001";
  /** Every request that reached the server whole, also those that were refused or made to fail. */
  readonly requests: ReceivedRequest[] = [];
  private readonly store = new Store();
  private readonly faults = new Faults();
  private readonly server: Server = createServer((message, response) => void this.answer(message, response));
  private readonly routes: Routes = {
    ...goneRoutes(),
    ...observationRoutes(this.store),
    ...traceRoutes(this.store),
    ...scoreRoutes(this.store),
    ...ingestionRoutes(this.store),
    ...promptRoutes(this.store),
    ...scoreConfigRoutes(this.store),
    ...datasetRoutes(this.store),
    ...llmConnectionRoutes(this.store),
    ...commentRoutes(this.store),
    "GET /api/public/projects": (): Projects => ({
      data: [{ id: PROJECT_ID, name: "test", organization: { id: "test-org", name: "test" }, metadata: {} }],
    }),
  };

  private port = 0;

  /** `http://127.0.0.1:<port>`; the port stays the same from the first start on. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject).listen(this.port, "127.0.0.1", resolve);
    });
    const address = this.server.address();
    this.port = typeof address === "object" && address ? address.port : 0;
  }

  /** Closes every connection, as when a pod is gone; may be started again. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => void this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  /** Lets requests fail, the planned faults in their order. */
  fail(fault: Fault, failing: Failing = {}): void {
    this.faults.plan(fault, failing);
  }

  /** Forgets all planned faults. */
  heal(): void {
    this.faults.heal();
  }

  /** Complete, in the order in which they came. */
  get observations(): readonly ObservationV2[] {
    return [...this.store.observations.values()];
  }

  /** Complete, in the order in which they came. */
  get scores(): readonly ScoreV3[] {
    return [...this.store.scores.values()];
  }

  /** A new version of a text prompt, labelled `production` and `latest`. */
  addPrompt(name: string, prompt: string): void {
    create(this.store, { name, prompt, type: "text", labels: ["production"] });
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.faults.next(urlOf(message).pathname);
    const request = await received(message).catch(refusal);
    if (!(request instanceof Reply)) this.requests.push(request);
    if (fault?.kind === "hang") return;
    if (fault?.kind === "reset") return void message.socket.resetAndDestroy();
    const { status, body } = fault ? this.faulty(fault, { request, response }) : this.reply(request);
    response.statusCode = status;
    response.setHeader("content-type", "application/json");
    const text = body === undefined ? "" : JSON.stringify(body);
    if (fault?.kind === "slow-body") trickle(response, text, fault.millisecondsPerByte);
    else response.end(text);
  }

  private faulty(fault: Fault, { request, response }: Exchange): Reply {
    if (fault.kind === "status") return failure(fault, response);
    const reply = this.reply(request);
    return fault.kind === "behind" && reply.status === 200 ? new Reply(200, { data: [], meta: {} }) : reply;
  }

  private reply(request: ReceivedRequest | Reply): Reply {
    if (request instanceof Reply) return request;
    try {
      if (request.method === "GET" && request.path === "/api/public/health") return new Reply(200, HEALTH);
      this.authenticate(request);
      const answer = route(this.routes, request);
      return answer instanceof Reply ? answer : new Reply(200, answer);
    } catch (error) {
      return refusal(error);
    }
  }

  /** Basic with both keys; for scores, which browsers send too, the public key alone as a bearer.
   *  @throws ApiError 401 */
  private authenticate({ method, path, headers }: ReceivedRequest): void {
    const basic = Buffer.from(`${this.publicKey}:${this.secretKey}`).toString("base64");
    if (headers.authorization === `Basic ${basic}`) return;
    const isScore = method === "POST" && path === "/api/public/scores";
    if (isScore && headers.authorization === `Bearer ${this.publicKey}`) return;
    throw new ApiError(401, "Invalid credentials. Confirm that you've configured the correct host.");
  }
}

interface Exchange {
  /** Or what a request that could not be read is answered with. */
  readonly request: ReceivedRequest | Reply;
  readonly response: ServerResponse;
}

/** Starts a server on a free port; `stop` it after the test. */
export async function startTestLangfuse(): Promise<TestLangfuse> {
  const langfuse = new TestLangfuse();
  await langfuse.start();
  return langfuse;
}

function urlOf({ url = "/" }: IncomingMessage): URL {
  return new URL(url, "http://127.0.0.1");
}

async function received(message: IncomingMessage): Promise<ReceivedRequest> {
  const { pathname, searchParams } = urlOf(message);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: message.method ?? "GET",
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(headers),
    body: await readBody(message),
  };
}

function failure({ status, retryAfterSeconds }: StatusFault, response: ServerResponse): Reply {
  if (retryAfterSeconds !== undefined) response.setHeader("retry-after", retryAfterSeconds);
  return new Reply(status, { message: `made to fail with ${status}` });
}

function refusal(error: unknown): Reply {
  if (error instanceof ApiError) return new Reply(error.status, { message: error.message });
  return new Reply(500, { message: String(error) });
}
