import type { ApiPaths } from "@langfuse-aws/masking";
import type { Permissions } from "../settings";
import {
  COMMENT,
  DATASET_ITEM,
  DATASET_RUN_ITEM,
  INGESTION,
  MCP,
  MEDIA,
  OBSERVATION,
  SCORE,
} from "./structural-members";

/** What happens to a request. */
export type Action =
  /** OTLP in JSON or protocol buffers, masked. */
  | { readonly kind: "otlp" }
  /** JSON of Langfuse's API, masked. */
  | { readonly kind: "json"; readonly paths: ApiPaths }
  /** Text that somebody wrote on purpose: forwarded as it is, refused with a credential in it. */
  | { readonly kind: "prompt" }
  /** Answered here: Langfuse throws it away as well. */
  | { readonly kind: "acknowledge" }
  /** Has no body. */
  | { readonly kind: "read" };

export interface Route {
  /** What metrics and logs call it. */
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  readonly action: Action;
  /** @default open for every project */
  readonly needs?: keyof Permissions;
}

const PREFIX = "/api/public";
/** One part of a path, which is no `.` and no `..`, however written. */
const PART = "(?!(?:\\.|%2[eE]){1,2}(?:/|$))[\\w%.~@:+-]+";

function route(
  method: string,
  path: string,
  { action, needs }: { action: Action; needs?: keyof Permissions },
): Route {
  const pattern = new RegExp(`^${PREFIX}${path.replaceAll("*", PART).replaceAll("/", "\\/")}$`);
  return { name: path.slice(1), method, path: pattern, action, needs };
}

const json = (paths: ApiPaths = []): { action: Action } => ({ action: { kind: "json", paths } });
const read = { action: { kind: "read" } } as const;

/** Everything the gateway forwards; what is not here is answered with 404. */
export const routes: readonly Route[] = [
  route("POST", "/otel/v1/traces", { action: { kind: "otlp" } }),
  route("POST", "/otel/v1/metrics", { action: { kind: "acknowledge" } }),
  // Scores of every SDK; traces of old ones.
  route("POST", "/ingestion", json(INGESTION)),
  route("POST", "/scores", json(SCORE)),
  route("POST", "/comments", json(COMMENT)),
  route("POST", "/dataset-items", json(DATASET_ITEM)),
  route("POST", "/dataset-run-items", json(DATASET_RUN_ITEM)),
  route("POST", "/datasets", json()),
  route("POST", "/v2/datasets", json()),
  route("POST", "/feedback", json()),
  // Answered by Langfuse 4 with 404, unless it still writes the tables of Langfuse 3.
  route("POST", "/traces", json(OBSERVATION)),
  route("POST", "/events", json(OBSERVATION)),
  ...["/spans", "/generations"].flatMap((path) =>
    ["POST", "PATCH"].map((method) => route(method, path, json(OBSERVATION))),
  ),
  route("POST", "/v2/prompts", { action: { kind: "prompt" } }),
  // The bytes go from the caller to S3, where nobody looks into them.
  route("POST", "/media", { ...json(MEDIA), needs: "media" }),
  route("PATCH", "/media/*", { ...json(MEDIA), needs: "media" }),
  route("POST", "/mcp", { ...json(MCP), needs: "mcp" }),
  // What SDKs read by the same base URL that they write to.
  ...[
    "/health",
    "/projects",
    "/v2/prompts",
    "/v2/prompts/*",
    "/v2/datasets",
    "/v2/datasets/*",
    "/dataset-items",
    "/dataset-items/*",
    "/v2/observations",
    "/v3/scores",
  ].map((path) => route("GET", path, read)),
  // Browsers ask before they send scores.
  ...["/ingestion", "/scores"].map((path) => route("OPTIONS", path, read)),
];

/** The route of a request; `undefined` for none, and whether another method would have one. */
export function find(
  method: string,
  path: string,
): { readonly route?: Route; readonly isKnownPath: boolean } {
  const candidates = routes.filter((candidate) => candidate.path.test(path));
  return {
    route: candidates.find((candidate) => candidate.method === method),
    isKnownPath: candidates.length > 0,
  };
}
