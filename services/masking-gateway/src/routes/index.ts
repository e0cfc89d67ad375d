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
  /** Langfuse's own users, keys of its model providers and the like, which have to arrive: forwarded as it is, unread. */
  | { readonly kind: "settings" }
  /** Answered here: Langfuse throws it away as well. */
  | { readonly kind: "acknowledge" }
  /** Has no body: a read, or a removal. */
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
const PROMPT = { action: { kind: "prompt" } } as const;
const SETTINGS = { action: { kind: "settings" } } as const;

const each = (
  method: string,
  paths: readonly string[],
  what: { readonly action: Action },
): readonly Route[] => paths.map((path) => route(method, path, what));

/** What people and pipelines write on purpose, and not what users said. From Langfuse 4.25 on evaluators are below `/v2`. */
const authored: readonly Route[] = [
  ...each("POST", ["/prompts", "/v2/prompts", "/score-configs", "/models"], PROMPT),
  ...each("POST", ["/annotation-queues", "/annotation-queues/*/items"], PROMPT),
  ...each("POST", ["/unstable/dashboards", "/unstable/dashboards/*/placements"], PROMPT),
  ...each(
    "POST",
    ["/unstable/dashboard-widgets", "/unstable/evaluators", "/unstable/evaluation-rules"],
    PROMPT,
  ),
  ...each("POST", ["/v2/evaluators", "/v2/evaluation-rules"], PROMPT),
  ...each("PATCH", ["/v2/prompts/*/versions/*", "/score-configs/*", "/annotation-queues/*/items/*"], PROMPT),
  ...each("PATCH", ["/unstable/dashboards/*", "/unstable/dashboards/*/placements/*"], PROMPT),
  ...each("PATCH", ["/unstable/dashboard-widgets/*", "/unstable/evaluation-rules/*"], PROMPT),
  ...each("PATCH", ["/v2/evaluators/*", "/v2/evaluation-rules/*"], PROMPT),
];

const MEMBERSHIPS = ["/organizations/memberships", "/projects/*/memberships"];

/** What would not work with a label in it: addresses and ids of Langfuse's own users, keys, ids of traces to delete. */
const administration: readonly Route[] = [
  ...each("POST", ["/annotation-queues/*/assignments", "/projects", "/projects/*/apiKeys"], SETTINGS),
  ...each("POST", ["/scim/Users"], SETTINGS),
  ...each("PUT", ["/llm-connections", "/integrations/blob-storage", "/projects/*", ...MEMBERSHIPS], SETTINGS),
  ...each("PUT", ["/scim/Users/*"], SETTINGS),
  ...each("PATCH", ["/scim/Users/*"], SETTINGS),
  ...each("DELETE", ["/annotation-queues/*/assignments", "/traces", ...MEMBERSHIPS], SETTINGS),
];

const removals: readonly Route[] = [
  ...each("DELETE", ["/traces/*", "/scores/*", "/dataset-items/*", "/datasets/*/runs/*"], read),
  ...each("DELETE", ["/v2/prompts/*", "/annotation-queues/*/items/*", "/models/*"], read),
  ...each("DELETE", ["/llm-connections/*", "/integrations/blob-storage/*", "/scim/Users/*"], read),
  ...each("DELETE", ["/projects/*", "/projects/*/apiKeys/*"], read),
  ...each("DELETE", ["/unstable/dashboards/*", "/unstable/dashboards/*/placements/*"], read),
  ...each("DELETE", ["/unstable/dashboard-widgets/*", "/unstable/evaluation-rules/*"], read),
  ...each("DELETE", ["/unstable/evaluators/*", "/v2/evaluators/*", "/v2/evaluation-rules/*"], read),
];

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
  ...authored,
  ...administration,
  ...removals,
  // The bytes go from the caller to S3, where nobody looks into them.
  route("POST", "/media", { ...json(MEDIA), needs: "media" }),
  route("PATCH", "/media/*", { ...json(MEDIA), needs: "media" }),
  route("POST", "/mcp", { ...json(MCP), needs: "mcp" }),
  route("DELETE", "/mcp", { ...read, needs: "mcp" }),
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
