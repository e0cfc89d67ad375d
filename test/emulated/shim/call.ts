import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";

/** One call of the AWS API, whatever its protocol. */
export interface Call {
  /** Signing name of the service, such as `eks`. */
  readonly service: string;
  /** Where it is asked. */
  readonly region: string;
  /** Operation such as `CreateUser`; for REST services the method and path, such as `GET /clusters/a`. */
  readonly operation: string;
  /** Parameters of the query protocol (EC2, RDS, ElastiCache, IAM, CloudFormation); empty otherwise. */
  readonly parameters: URLSearchParams;
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

/** Answers a call. */
export type Answer = (call: Call) => Promise<Reply>;

/** Answers some calls itself, and passes the others on, changed or not. */
export type Layer = (call: Call, next: Answer) => Promise<Reply>;

/** Puts layers, the first one outermost, in front of whatever answers in the end. */
export function layered(layers: readonly Layer[], last: Answer): Answer {
  return layers.reduceRight<Answer>((next, layer) => (call) => layer(call, next), last);
}

/** Reads a whole request. */
export async function callOf(incoming: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = "GET", url: path = "/", headers } = incoming;
  const body = Buffer.concat(chunks);
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  const parameters = new URLSearchParams(isForm ? body.toString() : "");
  const [, target] = String(headers["x-amz-target"] ?? "").split(".");
  // Credential=<key>/<date>/<region>/<service>/aws4_request
  const [, , region = "", service = ""] = headers.authorization?.split("/") ?? [];
  return {
    service,
    region,
    operation: parameters.get("Action") ?? target ?? `${method} ${path.split("?")[0]}`,
    parameters,
    method,
    path,
    headers,
    body,
  };
}

const agent = new Agent({ keepAlive: true });

/** Passes a call on to the server at this address. */
export function forward(address: string, { method, path, headers, body }: Call): Promise<Reply> {
  const { connection, expect, "transfer-encoding": _, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const outgoing = request(`${address}${path}`, {
      method,
      agent,
      headers: { ...rest, "content-length": body.length },
    });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 500,
          headers: replyHeaders(incoming.headers),
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.end(body);
  });
}

/** What a call or a reply says in JSON. */
export function bodyOf({ body }: Pick<Call, "body">): Record<string, unknown> {
  return JSON.parse(body.toString());
}

/** A reply in JSON. */
export function json(value: unknown, status = 200): Reply {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** A call of the query protocol with other parameters. */
export function withParameters(call: Call, parameters: URLSearchParams): Call {
  return { ...call, parameters, body: Buffer.from(parameters.toString()) };
}

/** A reply with another text. */
export function withText(reply: Reply, text: string): Reply {
  const body = Buffer.from(text);
  return { ...reply, headers: { ...reply.headers, "content-length": String(body.length) }, body };
}

function replyHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const { connection, "transfer-encoding": _, "keep-alive": __, ...rest } = headers;
  return Object.fromEntries(Object.entries(rest).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
