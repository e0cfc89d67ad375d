import assert from "node:assert/strict";
import type { Arrival } from "./arrival";

/** What records the account, and tells of it. */
export const ACCOUNT: readonly Arrival[] = [
  {
    name: "a trail records what is written in every region, encrypted and signed, and is switched on",
    check: async ({ cloudtrail, kms }, { name, accountId, auditTrail }) => {
      const Name = `langfuse-${name}-audit`;
      const { Trail } = await cloudtrail.getTrail({ Name });
      const { KeyMetadata } = await kms.describeKey({ KeyId: `alias/langfuse-${name}-logs` });
      assert.equal(Trail?.IsMultiRegionTrail, true);
      assert.equal(Trail.LogFileValidationEnabled, true);
      assert.equal(Trail.KmsKeyId, KeyMetadata?.Arn);
      assert.equal(Trail.S3BucketName, `langfuse-${name}-audit-logs-${accountId}`);
      assert.equal((await cloudtrail.getTrailStatus({ Name })).IsLogging, true);
      const { AdvancedEventSelectors = [] } = await cloudtrail.getEventSelectors({ TrailName: Name });
      const deletions = auditTrail.kind === "create" && auditTrail.backupDeletions ? ["deletions"] : [];
      assert.deepEqual(
        AdvancedEventSelectors.map((selector) => selector.Name),
        ["changes", ...deletions],
      );
    },
  },
  {
    name: "rules tell the topic what happens in the account, in words, and other regions send what happens there",
    check: async (aws, { name, region, disasterRecovery }) => {
      const targets = async (place: string) => {
        const { events } = aws.in(place);
        const { Rules = [] } = await events.listRules({ NamePrefix: `langfuse-${name}-` });
        const lists = await Promise.all(Rules.map(({ Name }) => events.listTargetsByRule({ Rule: Name })));
        return lists.flatMap(({ Targets = [] }) => Targets);
      };
      const mails = await targets(region);
      assert.equal(mails.length, 8);
      for (const { Arn = "", InputTransformer } of mails) {
        assert.match(Arn, new RegExp(`:langfuse-${name}-alarms$`));
        assert.match(InputTransformer?.InputTemplate ?? "", /runbook: https:.*\/account\/\w+\.md"/);
      }
      for (const place of ["us-east-1", ...(disasterRecovery ? [disasterRecovery.region] : [])])
        assert.deepEqual(
          (await targets(place)).map(({ Arn = "" }) => Arn.replace(/:\d+:/, "::")),
          [`arn:aws:events:${region}::event-bus/default`],
        );
    },
  },
];
