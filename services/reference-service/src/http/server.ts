import { randomUUID } from "node:crypto";
import { describeError, type Logger, SilentConnections } from "@langfuse-aws/process";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { Problem, problemOf } from "./problem";

/** What a caller may send as `x-request-id`: an id, and nothing that could be a sentence. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/** Told of every request when it is over. */
export interface Observer {
  started(): void;
  ended(request: {
    readonly endpoint: string;
    readonly method: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
}

interface Watch {
  readonly log: Logger;
  /** @default requests are logged only */
  readonly observer?: Observer;
  /** Whether callers should use another connection next time. */
  readonly isLeaving: () => boolean;
}

/** An HTTP server whose errors are JSON that helps, and whose log holds no payload: of a request its id, its route, its
 *  status, its trace and how long it took. `/metrics` is neither measured nor logged. */
export function createServer(watch: Watch): FastifyInstance {
  const server = fastify({
    bodyLimit: 64 * 1024,
    requestTimeout: 15_000, // to its last byte
    keepAliveTimeout: 72_000, // longer than a load balancer keeps its side
    genReqId: ({ headers }) => {
      const given = headers["x-request-id"];
      return typeof given === "string" && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  server.removeContentTypeParser("text/plain");
  // A connection that stays open for a next request would keep a server that stops waiting.
  server.addHook("onSend", (_request, reply, _payload, done) => {
    if (watch.isLeaving()) reply.header("connection", "close");
    done();
  });
  const silent = new SilentConnections(server.server);
  server.addHook("preClose", (done) => {
    silent.end();
    done();
  });
  server.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    if (request.routeOptions.url !== "/metrics") follow(watch, request, reply);
    done();
  });
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error) ?? new Problem(500, "internal", "something failed here; send it again");
    if (problem.status === 500)
      watch.log.error({ request_id: request.id, ...describeError(error) }, "request failed");
    const { status, message, more } = problem;
    if (more.retryAfterSeconds !== undefined) reply.header("retry-after", more.retryAfterSeconds);
    const problems = more.problems && { problems: more.problems };
    return reply.code(status).send({ error: problem.error, message, ...problems, request_id: request.id });
  });
  server.setNotFoundHandler(async () => {
    throw new Problem(404, "not_found", "there is no such path or method");
  });
  return server;
}

/** What a proxy calls a request whose caller went away before the answer. */
const GONE = 499;

function follow({ log, observer }: Watch, request: FastifyRequest, reply: FastifyReply): void {
  const start = performance.now();
  observer?.started();
  // Of all events only this one comes always, and once: also where the caller has gone.
  reply.raw.once("close", () => {
    const endpoint = request.routeOptions.url ?? "unmatched";
    const status = reply.raw.writableFinished ? reply.statusCode : GONE;
    const seconds = (performance.now() - start) / 1000;
    const { method } = request;
    observer?.ended({ endpoint, method, status, seconds });
    const fields = {
      request_id: request.id,
      endpoint,
      method,
      status,
      duration_ms: Math.round(seconds * 1000),
    };
    // Somebody asks for it every few seconds.
    const level = endpoint === "/health" && status === 200 ? "debug" : "info";
    log[level]({ ...fields, trace_id: reply.getHeader("x-trace-id") }, "request answered");
  });
}
