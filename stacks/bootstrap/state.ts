import type { Statement } from "../../constructs/policy";
import { keepHistory, keptBucket, policyOf } from "./bucket";
import type { TemplateResource } from "./cloudformation";
import { keptKey } from "./key";
import type { Reach } from "./reach";

/** Days for which an earlier state can be brought back. */
const NONCURRENT_DAYS = 90;

/** The bucket of all state objects and locks of an environment, and its key. */
export function stateResources(reach: Reach): Record<string, TemplateResource> {
  const { names, environment } = reach;
  return {
    StateKey: keptKey(`Terraform state of ${reach.prefix}`, environment),
    StateKeyAlias: {
      Type: "AWS::KMS::Alias",
      Properties: { AliasName: names.stateKeyAlias, TargetKeyId: { Ref: "StateKey" } },
    },
    // Without state, Terraform no longer knows what it manages.
    StateBucket: keptBucket({
      name: names.stateBucket,
      encryption: { key: "StateKey" },
      expiries: [],
      noncurrentDays: NONCURRENT_DAYS,
    }),
    ...policyOf("StateBucket", bucketStatements(reach)),
  };
}

function bucketStatements({ environment, names }: Reach): Statement[] {
  const bucket = `arn:aws:s3:::${names.stateBucket}`;
  const everyone = { effect: "Deny", principal: "*" } as const;
  return [
    {
      ...everyone,
      sid: "EncryptedTransport",
      actions: ["s3:*"],
      resources: [bucket, `${bucket}/*`],
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      ...everyone,
      sid: "ModernTls",
      actions: ["s3:*"],
      resources: [bucket, `${bucket}/*`],
      conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    },
    {
      // Administrators of the cluster deploy by hand; the account's root can always repair this policy.
      ...everyone,
      sid: "OnlyWhoDeploys",
      actions: ["s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*"],
      resources: [`${bucket}/*`],
      conditions: {
        ArnNotEquals: {
          "aws:PrincipalArn": [names.deployRoleArn, names.planRoleArn].concat(
            environment.cluster.access.admins,
            `arn:aws:iam::${environment.accountId}:root`,
          ),
        },
      },
    },
    keepHistory(bucket),
  ];
}
