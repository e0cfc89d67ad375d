import { createHmac } from "node:crypto";
import type { ResolvedPolicy } from "./index";

/** How a hashed id looks, so that a second masker, in a gateway behind a library, leaves it alone. */
const HASHED = /^user_[0-9a-f]{32}$/;

/** What becomes of a user's id: another text, or `null` for none. */
export type UserIds = (id: string) => string | null;

/** Hashes or drops users' ids; undefined where they are text like any other. */
export function userIds({ userId }: ResolvedPolicy): UserIds | undefined {
  if (userId.action === "keep") return undefined;
  if (userId.action === "drop") return () => null;
  const { key } = userId;
  return (id) => {
    if (id === "" || HASHED.test(id)) return id;
    return `user_${createHmac("sha256", key).update(id).digest("hex").slice(0, 32)}`;
  };
}
