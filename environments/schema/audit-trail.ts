import { z } from "zod";
import { days, text } from "./fields";

/** The trail of AWS CloudTrail: who changed what in the account. Mails about keys, policies and deletions are made of what it
 *  records, and AWS tells nobody anything of calls while there is none. */
export const auditTrail = z
  .discriminatedUnion("kind", [
    /** A trail of every region with a bucket of its own. AWS takes nothing for the first trail of an account. */
    z.strictObject({
      kind: z.literal("create"),
      /** Days for which its files are kept, and for which nobody deletes them without the right to bypass the lock. */
      days: days(30, 3650),
      /** Also records who deletes objects of the backups; 0.10 USD per 100 000 deletions, of which ClickHouse makes a few
       *  each hour (aws.amazon.com/cloudtrail/pricing, 2026-11). */
      backupDeletions: z.boolean(),
    }),
    /** One that the account has already, such as the organization's: nothing is made. It must record what is written in
     *  every region, and sign its files: `npm run preflight` asks AWS whether it does. */
    z.strictObject({
      kind: z.literal("existing"),
      trailArn: text(
        /^arn:aws:cloudtrail:[a-z0-9-]{9,20}:\d{12}:trail\/[A-Za-z0-9][\w.-]{1,126}[A-Za-z0-9]$/,
        "must be the ARN of a trail; 'aws cloudtrail describe-trails --query trailList[].TrailARN' prints it",
      ),
    }),
  ])
  .default({ kind: "create", days: 365, backupDeletions: true });
