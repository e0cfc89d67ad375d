import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { Construct } from "constructs";
import type { BlobStoreHandle } from "./blob-store";
import { byWayOf, policyDocument, type Statement } from "./policy";

export interface BucketReplicationProps {
  /** Of the role and the alarm. */
  readonly name: string;
  readonly source: BlobStoreHandle;
  readonly sourceRegion: string;
  /** Keeps versions as the source does, and locks them where the source does. */
  readonly replica: BlobStoreHandle;
  readonly replicaRegion: string;
  /** A bucket in another account that gets the same; its region is the source's.
   * @default - every copy is in one account */
  readonly abroad?: ForeignBucket;
  /** Whether what is deleted is deleted there as well, where its versions stay for as long as they do here. Without it a
   *  deletion never arrives, and only the replica's own lifecycle removes anything. */
  readonly deletions: boolean;
  /** Whether objects are locked until a day, which goes along. */
  readonly locked: boolean;
  /** Where AWS's own alarms go. */
  readonly alarmTopicArn: string;
}

/** A bucket that somebody else makes. It owns what it receives, whoever writes it (`BucketOwnerEnforced`). */
export interface ForeignBucket {
  readonly bucket: string;
  /** Of an alias: nobody here knows the key. */
  readonly keyArn: string;
  /** Matches its key; the key's own policy says who may use it. */
  readonly keyArnPattern: string;
}

/** S3 calls a rule by it, and so do its figures. */
export const REPLICATION_RULE = "all";
export const REPLICATION_RULE_ABROAD = "vault-account";

/** Copies every object that is written from now on to a bucket of another region, and to one of another account, if there
 *  is one: most within seconds and nearly all within 15 minutes. A promise of that time is sold for 0.015 USD per GB
 *  (replication time control); nothing here needs it, since the database is minutes behind as well. Removing a version for
 *  good is never repeated there.
 *  Cost: in eu-west-1 0.02 USD per GB that is sent and 0.005 per 1000 objects; 1.30 a month for figures and alarm;
 *  to another account the same without the GB (aws.amazon.com/s3/pricing, 2026-11). */
export class BucketReplication extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BucketReplicationProps,
  ) {
    super(scope, id);
    const { source, replica, abroad, deletions } = props;
    const destinations = [
      { ...replica, rule: REPLICATION_RULE },
      ...(abroad ? [{ ...abroad, rule: REPLICATION_RULE_ABROAD }] : []),
    ];
    new S3BucketReplicationConfigurationA(this, "configuration", {
      bucket: source.bucket,
      role: this.role().arn,
      rule: destinations.map(({ rule, bucket, keyArn }, priority) => ({
        id: rule,
        // Of rules with one destination the highest would win; those with different ones all apply.
        priority,
        status: "Enabled",
        filter: { prefix: "" },
        deleteMarkerReplication: { status: deletions ? "Enabled" : "Disabled" },
        // Otherwise S3 leaves out what KMS encrypts, which is everything.
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          bucket: `arn:aws:s3:::${bucket}`,
          encryptionConfiguration: { replicaKmsKeyId: keyArn },
          metrics: { status: "Enabled" },
        },
      })),
    });
    this.alarm("alarm", {
      alarmName: `${props.name}-failed`,
      rule: REPLICATION_RULE,
      bucket: replica.bucket,
    });
    if (abroad) {
      const alarmName = `${props.name}-abroad-failed`;
      this.alarm("alarm-abroad", { alarmName, rule: REPLICATION_RULE_ABROAD, bucket: abroad.bucket });
    }
  }

  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
  private role(): IamRole {
    const { name, source, replica, abroad } = this.props;
    const copies = [replica.bucketArn, ...(abroad ? [`arn:aws:s3:::${abroad.bucket}`] : [])];
    const role = new IamRole(this, "role", {
      name,
      description: `S3 copies ${name.replace(/^.*-/, "")} to another region`,
      // S3 says nothing of the bucket that it acts for. It takes the role from a bucket of the role's own account only, and
      // whoever names it there must have the right to pass it.
      assumeRolePolicy: policyDocument([
        { sid: "Replication", principal: { Service: "s3.amazonaws.com" }, actions: ["sts:AssumeRole"] },
      ]),
    });
    new IamRolePolicy(this, "policy", {
      name: "permissions",
      role: role.name,
      policy: policyDocument([
        {
          sid: "WhatToCopy",
          actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
          resources: [source.bucketArn],
        },
        { sid: "Objects", actions: this.reading(), resources: [`${source.bucketArn}/*`] },
        { sid: "Copies", actions: this.writing(), resources: copies.map((arn) => `${arn}/*`) },
        ...this.encryption(),
      ]),
    });
    return role;
  }

  private reading(): string[] {
    return [
      "s3:GetObjectVersionAcl",
      "s3:GetObjectVersionForReplication",
      "s3:GetObjectVersionTagging",
      ...(this.props.locked ? ["s3:GetObjectLegalHold", "s3:GetObjectRetention"] : []),
    ];
  }

  private writing(): string[] {
    return [
      "s3:ReplicateObject",
      "s3:ReplicateTags",
      ...(this.props.deletions ? ["s3:ReplicateDelete"] : []),
    ];
  }

  private encryption(): Statement[] {
    const { source, sourceRegion, replica, replicaRegion, abroad } = this.props;
    const encrypt = { actions: ["kms:Encrypt", "kms:GenerateDataKey"] };
    return [
      {
        sid: "DecryptObjects",
        actions: ["kms:Decrypt"],
        resources: [source.keyArn],
        conditions: byWayOf("s3", { region: sourceRegion }),
      },
      {
        ...encrypt,
        sid: "EncryptCopies",
        resources: [replica.keyArn],
        conditions: byWayOf("s3", { region: replicaRegion }),
      },
      ...(abroad
        ? [
            {
              ...encrypt,
              sid: "EncryptCopiesAbroad",
              resources: [abroad.keyArnPattern],
              conditions: byWayOf("s3", { region: sourceRegion }),
            },
          ]
        : []),
    ];
  }

  /** What failed is tried no more, and has no copy until somebody makes one. How far behind the others are is a figure that
   *  S3 writes in the region of the copies: the jobs `backup-verify-copies` and `backup-verify-account` ask for it there. The
   *  job `backup-verify-s3` looks whether rules are on.
   *  @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html */
  private alarm(
    id: string,
    { alarmName, rule, bucket }: Readonly<Record<"alarmName" | "rule" | "bucket", string>>,
  ): void {
    const { source, alarmTopicArn } = this.props;
    const where = rule === REPLICATION_RULE ? "in the second region" : "in the vault account";
    new CloudwatchMetricAlarm(this, id, {
      alarmName,
      alarmDescription: `Objects have no copy ${where}, and S3 tries them no more. See runbooks/alerts/BackupCopyStale.md`,
      alarmActions: [alarmTopicArn],
      okActions: [alarmTopicArn],
      namespace: "AWS/S3",
      metricName: "OperationsFailedReplication",
      dimensions: { SourceBucket: source.bucket, DestinationBucket: bucket, RuleId: rule },
      statistic: "Sum",
      period: 3600,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      // Nothing was written.
      treatMissingData: "notBreaching",
    });
  }
}
