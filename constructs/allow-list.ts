/** IPv4 networks that may connect, or everyone. */
export type AllowList = "anyone" | readonly string[];

/** Everyone whom at least one of the lists admits. */
export function unionOf(...lists: readonly AllowList[]): AllowList {
  return lists.includes("anyone") ? "anyone" : [...new Set(lists.flat())];
}
