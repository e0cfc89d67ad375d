import assert from "node:assert/strict";
import type { Arrival } from "./arrival";

/** What speaks when the cluster is gone. */
export const ALARMS: readonly Arrival[] = [
  {
    name: "AWS's own alarms tell the topic, which is encrypted with a key of ours and known to everybody named",
    check: async ({ cloudwatch, sns, kms }, { name, observability, maskingGateway, disasterRecovery }) => {
      const { MetricAlarms = [] } = await cloudwatch.describeAlarms();
      const alarms = MetricAlarms.map(({ AlarmName }) => AlarmName?.replace(`langfuse-${name}-`, ""));
      const gateway = maskingGateway.kind === "enforced" ? ["no-healthy-gateway"] : [];
      const copies = ["backups", "blobs"].flatMap((purpose) => [
        ...(disasterRecovery?.vaultAccount ? [`replicate-${purpose}-abroad-failed`] : []),
        ...(disasterRecovery ? [`replicate-${purpose}-failed`] : []),
      ]);
      assert.deepEqual(alarms.sort(), [
        "errors",
        ...gateway,
        "no-healthy-target",
        "postgres-storage-low",
        ...copies,
      ]);
      const [topic, ...others] = new Set(MetricAlarms.flatMap(({ AlarmActions = [] }) => AlarmActions));
      assert.deepEqual(others, []);
      const { Attributes = {} } = await sns.getTopicAttributes({ TopicArn: topic });
      const { KeyMetadata } = await kms.describeKey({ KeyId: `alias/langfuse-${name}-alarms` });
      assert.equal(Attributes.KmsMasterKeyId, KeyMetadata?.Arn);
      const { Subscriptions = [] } = await sns.listSubscriptionsByTopic({ TopicArn: topic });
      assert.deepEqual(
        Subscriptions.map(({ Endpoint }) => Endpoint).sort(),
        [...observability.alarmEmails].sort(),
      );
    },
  },
];
