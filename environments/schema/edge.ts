import { z } from "zod";
import { allowList, dnsName, text } from "./fields";
import type { Environment } from "./index";
import { isPrivate, networkOf } from "./ipv4";
import type { Problem } from "./report";
import type { Rule } from "./rules";

/** The public face: name, certificate, and who may come in. */
export const edge = z.strictObject({
  /** Host name of the user interface and of the API. */
  domain: dnsName,
  zone: z.discriminatedUnion("kind", [
    /** A new public zone; its name servers must be delegated by the parent before the certificate validates. */
    z.strictObject({ kind: z.literal("create"), name: dnsName }),
    z.strictObject({
      kind: z.literal("existing"),
      /** A public zone in the same account that holds the domain. */
      zoneId: text(/^Z[A-Z0-9]{5,31}$/, "must be a hosted zone id such as 'Z0123456789ABC'"),
    }),
  ]),
  certificate: z.discriminatedUnion("kind", [
    /** Requested, proven by a record in the zone, and renewed by AWS. */
    z.strictObject({ kind: z.literal("create") }),
    z.strictObject({
      kind: z.literal("existing"),
      /** A certificate for the domain, in the account and region of the environment. */
      arn: text(
        /^arn:aws:acm:[a-z0-9-]{9,20}:\d{12}:certificate\/[0-9a-f-]{36}$/,
        "must be the ARN of a certificate; 'aws acm list-certificates' prints it",
      ),
    }),
  ]),
  /** `internal` gives the load balancer private addresses only. */
  exposure: z.enum(["internet", "internal"]),
  /** Who may open the user interface and the API that it uses; never `anyone` in production. */
  interfaceAllowList: allowList,
  /** Who may send traces, scores and media: the paths under `/api/public`. */
  ingestionAllowList: allowList,
  /** Requests that one client address may send in five minutes before it is blocked. */
  requestsPerFiveMinutes: z.int().min(100).max(2_000_000_000),
});

/** What a public face needs beside sound fields. */
export const edgeRules: readonly Rule[] = [
  zoneHoldsDomain,
  certificateIsUsable,
  clientsReachLoadBalancer("interfaceAllowList"),
  clientsReachLoadBalancer("ingestionAllowList"),
];

function* zoneHoldsDomain({ edge: { domain, zone } }: Environment): Iterable<Problem> {
  if (zone.kind === "create" && !`.${domain}`.endsWith(`.${zone.name}`))
    yield {
      path: ["edge", "zone", "name"],
      message: `must be the end of the domain '${domain}', because its record is created in this zone`,
    };
}

function* certificateIsUsable({ accountId, region, edge: { certificate } }: Environment): Iterable<Problem> {
  if (certificate.kind !== "existing") return;
  const [, , , itsRegion, itsAccount] = certificate.arn.split(":");
  const path = ["edge", "certificate", "arn"];
  if (itsRegion !== region)
    yield {
      path,
      message: `is in ${itsRegion}; a load balancer uses certificates of its own region, ${region}`,
    };
  if (itsAccount !== accountId)
    yield { path, message: `belongs to account ${itsAccount}; import or request it in ${accountId}` };
}

function clientsReachLoadBalancer(field: "interfaceAllowList" | "ingestionAllowList"): Rule {
  return function* ({ edge }) {
    const list = edge[field];
    if (list === "anyone") return;
    const path = ["edge", field];
    if (edge.exposure === "internal" && !list.some((entry) => isPrivate(networkOf(entry))))
      yield {
        path,
        message:
          "names no private network, but an internal load balancer is reached from private addresses; " +
          "add your network's range or set exposure to 'internet'",
      };
    for (const [index, entry] of list.entries())
      if (edge.exposure === "internet" && isPrivate(networkOf(entry)))
        yield {
          path: [...path, index],
          message:
            "is private, but clients reach this load balancer through the internet; list the public addresses " +
            "behind which they leave or set exposure to 'internal'",
        };
  };
}
