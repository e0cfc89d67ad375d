import { z } from "zod";
import { text } from "./fields";

const OURS = ["application", "environment", "managed-by"];
const KEY =
  "must be up to 128 lower-case letters, digits, ':', '_' and '-', starting with a letter and not with 'aws:'";

const key = text(/^(?!aws:)[a-z][a-z0-9:_-]{0,127}$/, KEY).refine((name) => !OURS.includes(name), {
  error: "is set by the platform on every resource; remove it",
});

const value = text(
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u,
  "must be 1 to 256 letters, digits, spaces and '_.:/=+-@', which AWS allows in a tag",
);

/** Tags of every resource, beside `environment`, `managed-by` and `application`.
 *  AWS allows 50 to a resource, and some resources bring their own. */
export const tags = z.record(key, value).refine((all) => Object.keys(all).length <= 40, {
  error: "must have at most 40 entries, because AWS allows 50 to a resource and the platform adds some",
});
