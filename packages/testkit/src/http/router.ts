import { notFound } from "./errors";

/** One request as the test sees it afterwards. */
export interface ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; several values of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  readonly body: Buffer;
}

export interface Call {
  readonly request: ReceivedRequest;
  /** What stood in the path for a `:name`, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Answers with the body of a 200, or with a `Reply` where the status is another. */
export type Handler = (call: Call) => unknown;

export class Reply {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
}

/** Handlers by method and path, such as `GET /api/public/v2/prompts/:name`. */
export type Routes = Readonly<Record<string, Handler>>;

/** The handler of a request.
 *  @throws ApiError 404 for a path that Langfuse does not have, or the testkit does not play */
export function route(routes: Routes, request: ReceivedRequest): unknown {
  for (const [pattern, handler] of Object.entries(routes)) {
    const parameters = match(pattern, `${request.method} ${request.path}`);
    if (parameters) return handler({ request, parameters });
  }
  throw notFound(`${request.method} ${request.path}`);
}

function match(pattern: string, target: string): Record<string, string> | undefined {
  const expected = pattern.split("/");
  const actual = target.split("/");
  if (expected.length !== actual.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? "";
    if (part.startsWith(":")) parameters[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return parameters;
}
