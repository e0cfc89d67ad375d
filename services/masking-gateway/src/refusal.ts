/** Why a request is not forwarded: the `outcome` that metrics count. */
export type Reason =
  | "unknown_path"
  | "method_not_allowed"
  | "denied"
  | "invalid_headers"
  | "unsupported_encoding"
  | "unparsable"
  | "too_large"
  | "secret_in_prompt"
  | "body_timeout"
  | "client_gone"
  | "overloaded"
  | "masking_failed"
  | "masking_timeout"
  | "upstream_unreachable"
  | "upstream_timeout"
  | "internal";

interface Answer {
  readonly status: number;
  /** What the caller reads: what is wrong and what to do, never a part of what was sent. */
  readonly message: string;
}

const ANSWERS: Readonly<Record<Reason, Answer>> = {
  unknown_path: { status: 404, message: "the gateway does not know this path; read from Langfuse itself" },
  method_not_allowed: { status: 405, message: "the gateway knows this path, but not with this method" },
  denied: {
    status: 403,
    message: "closed for this project; ask who runs the gateway to open it in the policy",
  },
  invalid_headers: { status: 400, message: "the request's headers are ambiguous or invalid" },
  unsupported_encoding: {
    status: 415,
    message: "send application/json in UTF-8 or application/x-protobuf, as it is or with gzip",
  },
  unparsable: { status: 400, message: "the body is not of the format that its content type names" },
  too_large: { status: 413, message: "the body is too large; send smaller batches" },
  secret_in_prompt: {
    status: 422,
    message: "the text holds what looks like a credential; take it out and rotate it",
  },
  body_timeout: { status: 408, message: "the body did not arrive in time" },
  client_gone: { status: 499, message: "the caller hung up" },
  overloaded: { status: 503, message: "too many requests at once; send it again" },
  masking_failed: { status: 503, message: "the body could not be masked; send it again" },
  masking_timeout: { status: 503, message: "the body could not be masked in time; send smaller batches" },
  upstream_unreachable: { status: 503, message: "Langfuse cannot be reached; send it again" },
  upstream_timeout: { status: 503, message: "Langfuse did not answer in time; send it again" },
  internal: { status: 503, message: "the gateway failed; send it again" },
};

/** Thrown wherever a request cannot go on; the answer the caller gets. */
export class Refusal extends Error {
  readonly status: number;

  constructor(
    readonly reason: Reason,
    options?: ErrorOptions,
  ) {
    super(ANSWERS[reason].message, options);
    this.status = ANSWERS[reason].status;
  }
}
