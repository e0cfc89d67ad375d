import { z } from "zod";
import { allowList, arnOf, dnsName } from "./fields";

/** The public face: name, certificate, and who may come in. */
export const edge = z.strictObject({
  /** Host name of the user interface and of the API. */
  domain: dnsName,
  zone: z.discriminatedUnion("kind", [
    /** A new public zone; its name servers must be delegated by the parent before the certificate validates. */
    z.strictObject({ kind: z.literal("create"), name: dnsName }),
    z.strictObject({
      kind: z.literal("existing"),
      zoneId: z.string().regex(/^Z[A-Z0-9]{5,31}$/, "must be a hosted zone id such as 'Z0123456789ABC'"),
    }),
  ]),
  certificate: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("create") }),
    z.strictObject({ kind: z.literal("existing"), arn: arnOf("acm") }),
  ]),
  /** `internal` gives the load balancer private addresses only. */
  exposure: z.enum(["internet", "internal"]),
  /** Who may open the user interface and the API that it uses. */
  interfaceAllowList: allowList,
  /** Who may send traces, scores and media: the paths under `/api/public`. */
  ingestionAllowList: allowList,
  /** Requests that one client address may send in five minutes before it is blocked. */
  requestsPerFiveMinutes: z.int().min(100).max(2_000_000_000),
});
