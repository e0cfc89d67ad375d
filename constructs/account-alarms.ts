import { Construct } from "constructs";
import { accountCalls, type Watch, type Watched } from "./account-calls";
import { EventAlarm, type EventAlarmProps } from "./event-alarm";

export interface AccountAlarmsProps extends Watched, Pick<EventAlarmProps, "topicArn" | "runbooksUrl"> {}

/** What every record of CloudTrail says. */
const RECORD = {
  call: "$.detail.eventName",
  by: "$.detail.userIdentity.arn",
  from: "$.detail.sourceIPAddress",
  region: "$.detail.awsRegion",
  time: "$.time",
};

/** Of one that AWS may have refused. */
const ATTEMPT = { ...RECORD, refused: "$.detail.errorCode" };

type Mail = Pick<EventAlarmProps, "summary" | "page" | "facts">;

const MAILS: Readonly<Record<Watch, Mail & { readonly id: string }>> = {
  keyLost: {
    id: "key-lost",
    summary: "A key is to be deleted, or was switched off.",
    page: "KeyLost",
    facts: { ...ATTEMPT, key: "$.detail.requestParameters.keyId" },
  },
  dataDeleted: {
    id: "data-deleted",
    summary: "A store, a backup or a secret was deleted, or what protects one.",
    page: "DataDeleted",
    facts: {
      ...ATTEMPT,
      database: "$.detail.requestParameters.dBInstanceIdentifier",
      snapshot: "$.detail.requestParameters.dBSnapshotIdentifier",
      backups: "$.detail.requestParameters.dBInstanceAutomatedBackupsArn",
      copies: "$.detail.requestParameters.sourceDBInstanceArn",
      cache: "$.detail.requestParameters.replicationGroupId",
      vault: "$.detail.requestParameters.backupVaultName",
      secret: "$.detail.requestParameters.secretId",
      bucket: "$.detail.requestParameters.bucketName",
      object: "$.detail.requestParameters.key",
    },
  },
  policyChanged: {
    id: "policy-changed",
    summary: "Who may do what was changed, and not by a deployment.",
    page: "PolicyChanged",
    facts: {
      ...RECORD,
      key: "$.detail.requestParameters.keyId",
      bucket: "$.detail.requestParameters.bucketName",
      secret: "$.detail.requestParameters.secretId",
      vault: "$.detail.requestParameters.backupVaultName",
      role: "$.detail.requestParameters.roleName",
      policy: "$.detail.requestParameters.policyArn",
      group: "$.detail.requestParameters.groupId",
    },
  },
  trailChanged: {
    id: "trail-changed",
    summary: "What records the account, or tells of it, was changed or switched off.",
    page: "TrailChanged",
    facts: {
      ...ATTEMPT,
      trail: "$.detail.requestParameters.name",
      rule: "$.detail.requestParameters.rule",
      topic: "$.detail.requestParameters.topicArn",
    },
  },
  signIn: {
    id: "sign-in",
    summary: "The root user signed in, or a user without a second factor.",
    page: "RootSignIn",
    facts: { ...RECORD, who: "$.detail.userIdentity.type", result: "$.detail.responseElements.ConsoleLogin" },
  },
};

/** Mails what people do in the account that a trail of CloudTrail records: about keys, data, policies, the trail itself and
 *  the root user. */
export class AccountAlarms extends Construct {
  constructor(scope: Construct, id: string, { topicArn, runbooksUrl, ...watched }: AccountAlarmsProps) {
    super(scope, id);
    const patterns = accountCalls(watched);
    for (const watch of Object.keys(patterns) as Watch[]) {
      const { id: name, ...mail } = MAILS[watch];
      new EventAlarm(this, name, {
        ...mail,
        topicArn,
        runbooksUrl,
        name: `${watched.prefix}-${name}`,
        pattern: patterns[watch],
      });
    }
  }
}
