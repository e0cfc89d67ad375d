import { z } from "zod";
import { days, email, listOf, text } from "./fields";
import type { Environment } from "./index";
import type { Problem } from "./report";
import type { Rule } from "./rules";

/** How long metrics are kept, and who hears when the cluster that keeps them is gone. */
export const observability = z.strictObject({
  /** Days for which Prometheus answers questions. */
  retentionDays: days(3, 180),
  /** Volume of each Prometheus, in GiB; about 0.2 for each day. The operator makes claims of this size and grows none
   *  that exists: patch those as well (https://prometheus-operator.dev/docs/platform/storage). */
  storageGib: z.int().min(10).max(2048),
  /** Memory of each Prometheus, in GiB; about 1 for every 100 000 series, and as much again for queries. */
  memoryGib: z.int().min(2).max(64),
  longTerm: z.discriminatedUnion("kind", [
    /** What is older than `retentionDays` is gone. */
    z.strictObject({ kind: z.literal("none") }),
    /** Every sample is also sent to a workspace of Amazon Managed Service for Prometheus, which keeps it for 150 days.
     *  About 0.90 USD per 10 million samples (aws.amazon.com/prometheus/pricing). */
    z.strictObject({
      kind: z.literal("managed-prometheus"),
      /** A workspace in the account of the environment, in any region. */
      workspaceArn: text(
        /^arn:aws:aps:[a-z0-9-]{9,20}:\d{12}:workspace\/ws-[0-9a-f-]{36}$/,
        "must be the ARN of a workspace; 'aws amp list-workspaces' prints it",
      ),
    }),
  ]),
  /** Who gets the mails of AWS's own alarms, which go out also when the cluster, and with it Prometheus, is gone. Each
   *  address must confirm once, by a link in its first mail. */
  alarmEmails: listOf(email),
});

/** What observability needs beside sound fields. */
export const observabilityRules: readonly Rule[] = [workspaceIsOurs];

function* workspaceIsOurs({ accountId, observability: { longTerm } }: Environment): Iterable<Problem> {
  if (longTerm.kind === "none") return;
  const owner = longTerm.workspaceArn.split(":")[4];
  if (owner !== accountId)
    yield {
      path: ["observability", "longTerm", "workspaceArn"],
      message: `belongs to account ${owner}; Prometheus writes with a role of ${accountId}, so make a workspace there`,
    };
}
