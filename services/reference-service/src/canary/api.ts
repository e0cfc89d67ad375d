/** What one request may take, to the last byte of its answer. */
const TIMEOUT_MS = 10_000;

export interface ApiProps {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly publicKey: string;
  readonly secretKey: string;
}

interface Call {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An answer of Langfuse, or of what stands before it, that is none. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }

  /** Whether waiting does not mend it. */
  get isFinal(): boolean {
    return this.status < 500 && ![408, 425, 429].includes(this.status);
  }
}

/** Langfuse's API as the canary uses it: by plain requests, so that it sees what any client would. */
export class Api {
  private readonly authorization: string;

  constructor(private readonly props: ApiProps) {
    const { publicKey, secretKey } = props;
    this.authorization = `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString("base64")}`;
  }

  get(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<unknown> {
    return this.call("GET", path, { query }, signal);
  }

  post(path: string, body: unknown, signal: AbortSignal): Promise<unknown> {
    return this.call("POST", path, { body }, signal);
  }

  delete(path: string, body: unknown, signal: AbortSignal): Promise<unknown> {
    return this.call("DELETE", path, { body }, signal);
  }

  /** @throws ApiError for an answer that is no success or no JSON, another error where there was none in time */
  private async call(
    method: string,
    path: string,
    { query, body }: Call,
    signal: AbortSignal,
  ): Promise<unknown> {
    const response = await fetch(`${this.props.baseUrl}${path}?${new URLSearchParams(query)}`, {
      method,
      headers: {
        authorization: this.authorization,
        // Without it a server that also serves version 3 shows traces after ten minutes.
        "x-langfuse-ingestion-version": "4",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      // A page that asks one to log in is no answer.
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await response.text();
    if (!response.ok) throw new ApiError(`${method} ${path} answers ${response.status}`, response.status);
    try {
      return JSON.parse(text);
    } catch {
      throw new ApiError(`${method} ${path} answers ${response.status} and no JSON`, response.status);
    }
  }
}
