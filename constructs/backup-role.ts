import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Construct } from "constructs";
import type { Account } from "./account";
import { policyDocument, type Statement } from "./policy";

export interface BackupRoleProps {
  readonly account: Account;
  readonly name: string;
  /** What AWS Backup does with it. */
  readonly description: string;
  readonly statements: readonly Statement[];
}

/** A role that AWS Backup takes on behalf of this account, and nobody else; its ARN. */
export function backupRoleArn(
  scope: Construct,
  { account, name, description, statements }: BackupRoleProps,
): string {
  const role = new IamRole(scope, "role", {
    name,
    description,
    assumeRolePolicy: policyDocument([
      {
        sid: "Backup",
        principal: { Service: "backup.amazonaws.com" },
        actions: ["sts:AssumeRole"],
        conditions: { StringEquals: { "aws:SourceAccount": account.accountId } },
      },
    ]),
  });
  new IamRolePolicy(scope, "policy", {
    name: "permissions",
    role: role.name,
    policy: policyDocument(statements),
  });
  return role.arn;
}

/** What lets RDS use keys on behalf of such a role. */
export function lentKeys(keyArns: readonly string[]): Statement[] {
  return [
    { sid: "KnowKeys", actions: ["kms:DescribeKey"], resources: keyArns },
    {
      sid: "LendKeys",
      actions: ["kms:CreateGrant"],
      resources: keyArns,
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
