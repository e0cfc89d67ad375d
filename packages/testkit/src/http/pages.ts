import type { utils } from "@langfuse/core";
import { ApiError } from "./errors";

interface NumberedPage<Item> {
  readonly data: Item[];
  readonly meta: utils.MetaResponse;
}

/** A page by `page` (from 1) and `limit`, as the older endpoints have it. */
export function numberedPage<Item>(items: readonly Item[], query: URLSearchParams): NumberedPage<Item> {
  const page = wholeNumber(query, { name: "page", usual: 1, greatest: Number.MAX_SAFE_INTEGER });
  const limit = wholeNumber(query, { name: "limit", usual: 50, greatest: 100 });
  return {
    data: items.slice((page - 1) * limit, page * limit),
    meta: { page, limit, totalItems: items.length, totalPages: Math.ceil(items.length / limit) },
  };
}

interface CursorPage<Item> {
  readonly data: Item[];
  readonly limit: number;
  /** Absent on the last page. */
  readonly cursor?: string;
}

/** A page by `cursor` and `limit`, as the newer endpoints have it. */
export function cursorPage<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  greatest: number,
): CursorPage<Item> {
  const limit = wholeNumber(query, { name: "limit", usual: 50, greatest });
  const start = Number(Buffer.from(query.get("cursor") ?? "", "base64url").toString("utf8"));
  if (!Number.isInteger(start)) throw new ApiError(400, "Invalid cursor");
  const end = start + limit;
  const data = items.slice(start, end);
  if (end >= items.length) return { data, limit };
  return { data, limit, cursor: Buffer.from(String(end)).toString("base64url") };
}

function wholeNumber(
  query: URLSearchParams,
  { name, usual, greatest }: { name: string; usual: number; greatest: number },
): number {
  const value = Number(query.get(name) ?? usual);
  if (Number.isInteger(value) && value >= 1 && value <= greatest) return value;
  throw new ApiError(400, `${name} must be a whole number from 1 to ${greatest}`);
}
