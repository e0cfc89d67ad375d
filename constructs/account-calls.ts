import type { Account } from "./account";
import type { EventPattern, Fields } from "./event-pattern";

/** What calls are compared with. */
export interface Watched {
  readonly account: Account;
  /** First part of every name of the environment, for example `langfuse-prod`. */
  readonly prefix: string;
  readonly backupsBucket: string;
  /** Who deploys: its changes of policies were reviewed, and are no news. */
  readonly deployRoleArn: string;
  /** ClickHouse's role, which removes what its own failed backups have left. */
  readonly backupRoleArn: string;
}

/** Kinds of calls that somebody is told of. */
export type Watch = "keyLost" | "dataDeleted" | "policyChanged" | "trailChanged" | "signIn";

type Patterns = Readonly<Record<Watch, EventPattern>>;

const calls = (service: string, eventName: readonly string[], requestParameters?: Fields): Fields => ({
  eventSource: [`${service}.amazonaws.com`],
  eventName,
  ...(requestParameters ? { requestParameters } : {}),
});

const recorded = (detail: Fields): EventPattern => ({
  "detail-type": ["AWS API Call via CloudTrail"],
  detail,
});

/** Anybody but this role. A root user and a user have no role: without the second half they would be left out as well. */
const notBy = (roleArn: string): Fields => ({
  $or: [issuer({ "anything-but": roleArn }), issuer({ exists: false })],
});

const issuer = (arn: { readonly "anything-but": string } | { readonly exists: boolean }): Fields => ({
  sessionContext: { sessionIssuer: { arn: [arn] } },
});

const begins = (...prefixes: readonly string[]) => prefixes.map((prefix) => ({ prefix }));

/** Patterns by what has happened. What loses data or the trail is told whoever did it, the deployment included, and also
 *  when AWS refused it; what changes who may do what, when it was not the deployment.
 *  Keys and backups of databases have no names in calls and security groups none of ours, so they are watched in the whole
 *  account. */
export function accountCalls(watched: Watched): Patterns {
  return {
    keyLost: recorded(calls("kms", ["ScheduleKeyDeletion", "DisableKey", "DeleteImportedKeyMaterial"])),
    dataDeleted: recorded({ $or: deletions(watched) }),
    policyChanged: recorded({
      errorCode: [{ exists: false }],
      userIdentity: notBy(watched.deployRoleArn),
      $or: policies(watched),
    }),
    trailChanged: recorded({ $or: silences(watched) }),
    signIn: {
      "detail-type": ["AWS Console Sign In via CloudTrail"],
      detail: {
        eventName: ["ConsoleLogin"],
        $or: [
          { userIdentity: { type: ["Root"] } },
          {
            userIdentity: { type: ["IAMUser"] },
            additionalEventData: { MFAUsed: ["No"] },
            responseElements: { ConsoleLogin: ["Success"] },
          },
        ],
      },
    },
  };
}

function deletions(watched: Watched): Fields[] {
  const { account, prefix, backupsBucket, backupRoleArn } = watched;
  const instance = [`${prefix}-postgres`];
  return [
    calls("rds", ["DeleteDBInstance"], { dBInstanceIdentifier: instance }),
    calls("rds", ["ModifyDBInstance"], { dBInstanceIdentifier: instance, deletionProtection: [false] }),
    // Its backups go at once, and it can be restored to no second any more.
    calls("rds", ["ModifyDBInstance"], { dBInstanceIdentifier: instance, backupRetentionPeriod: [0] }),
    // They have names that RDS makes up; watched in the whole account.
    calls("rds", ["DeleteDBInstanceAutomatedBackup"]),
    calls("rds", ["StopDBInstanceAutomatedBackupsReplication"], {
      sourceDBInstanceArn: instance.map(
        (name) => `arn:aws:rds:${account.region}:${account.accountId}:db:${name}`,
      ),
    }),
    calls("rds", ["DeleteDBSnapshot"], { dBSnapshotIdentifier: begins(`${prefix}-`) }),
    calls("elasticache", ["DeleteReplicationGroup"], { replicationGroupId: [`${prefix}-cache`] }),
    calls("backup", ["DeleteBackupVault", "DeleteBackupVaultLockConfiguration", "DeleteRecoveryPoint"], {
      backupVaultName: vaults(prefix),
    }),
    calls("secretsmanager", ["DeleteSecret"], secrets(watched)),
    calls("s3", ["DeleteBucket"], { bucketName: begins(`${prefix}-`) }),
    // Of versions: what else deletes leaves them.
    calls("s3", ["DeleteObject"], { bucketName: [backupsBucket], versionId: [{ exists: true }] }),
    {
      ...calls("s3", ["DeleteObjects"], { bucketName: [backupsBucket] }),
      userIdentity: notBy(backupRoleArn),
    },
  ];
}

function policies(watched: Watched): Fields[] {
  const { prefix, account } = watched;
  const everybody: Fields[] = [
    { ipRanges: { items: { cidrIp: ["0.0.0.0/0"] } } },
    { ipv6Ranges: { items: { cidrIpv6: ["::/0"] } } },
  ];
  return [
    calls("kms", ["PutKeyPolicy"]),
    calls("s3", BUCKET_SETTINGS, { bucketName: begins(`${prefix}-`) }),
    calls("secretsmanager", ["DeleteResourcePolicy", "PutResourcePolicy"], secrets(watched)),
    calls(
      "backup",
      ["DeleteBackupVaultAccessPolicy", "PutBackupVaultAccessPolicy", "PutBackupVaultLockConfiguration"],
      { backupVaultName: vaults(prefix) },
    ),
    calls("iam", ROLE_SETTINGS, { roleName: begins(`${prefix}-`) }),
    calls("iam", ["CreatePolicyVersion", "DeletePolicy", "SetDefaultPolicyVersion"], {
      policyArn: begins(`arn:aws:iam::${account.accountId}:policy/${prefix}-`),
    }),
    calls("ec2", ["AuthorizeSecurityGroupIngress"], { ipPermissions: { items: { $or: everybody } } }),
  ];
}

const BUCKET_SETTINGS = [
  "DeleteBucketEncryption",
  "DeleteBucketLifecycle",
  "DeleteBucketPolicy",
  "DeleteBucketPublicAccessBlock",
  "DeleteBucketReplication",
  "PutBucketAcl",
  "PutBucketEncryption",
  "PutBucketLifecycle",
  "PutBucketLogging",
  "PutBucketObjectLockConfiguration",
  "PutBucketPolicy",
  "PutBucketPublicAccessBlock",
  "PutBucketReplication",
  "PutBucketVersioning",
];

const ROLE_SETTINGS = [
  "AttachRolePolicy",
  "DeleteRolePermissionsBoundary",
  "DeleteRolePolicy",
  "DetachRolePolicy",
  "PutRolePermissionsBoundary",
  "PutRolePolicy",
  "UpdateAssumeRolePolicy",
];

/** The last thing that one hears of somebody who goes about it the right way. */
function silences({ account: { accountId, region }, prefix, deployRoleArn }: Watched): Fields[] {
  const topic = `arn:aws:sns:${region}:${accountId}:${prefix}-alarms`;
  const notDeploying = { userIdentity: notBy(deployRoleArn) };
  return [
    calls("cloudtrail", ["DeleteTrail", "StopLogging"]),
    { ...calls("cloudtrail", ["PutEventSelectors", "UpdateTrail"]), ...notDeploying },
    {
      ...calls("events", ["DeleteRule", "DisableRule", "PutRule"], { name: begins(`${prefix}-`) }),
      ...notDeploying,
    },
    { ...calls("events", ["PutTargets", "RemoveTargets"], { rule: begins(`${prefix}-`) }), ...notDeploying },
    { ...calls("sns", ["DeleteTopic", "SetTopicAttributes"], { topicArn: [topic] }), ...notDeploying },
    { ...calls("sns", ["Unsubscribe"], { subscriptionArn: begins(`${topic}:`) }), ...notDeploying },
  ];
}

/** The environment's, and that of the copies in a second region. */
function vaults(prefix: string): string[] {
  return [prefix, `${prefix}-copies`];
}

/** Those of the environment: people name a secret, Terraform its ARN. */
function secrets({ account: { accountId, region }, prefix }: Watched): Fields {
  return {
    secretId: begins(`${prefix}/`, `arn:aws:secretsmanager:${region}:${accountId}:secret:${prefix}/`),
  };
}
