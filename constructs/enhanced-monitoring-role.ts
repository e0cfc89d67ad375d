import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { Account } from "./account";
import { policyDocument } from "./policy";

export interface EnhancedMonitoringRoleProps {
  readonly account: Account;
  /** Identifier of the instance that uses the role. */
  readonly instance: string;
}

/** Lets RDS write one instance's operating system metrics to the log group `RDSOSMetrics`, which RDS makes once for
 *  all instances of an account and region and which therefore belongs to no environment. Also those of what is restored
 *  beside it, whose name goes on: RDS takes up the role before names are exchanged, and refuses one that does not trust it.
 *  https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html (2026-11) */
export class EnhancedMonitoringRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { account, instance }: EnhancedMonitoringRoleProps) {
    super(scope, id);
    const { accountId, region } = account;
    const database = `arn:aws:rds:${region}:${accountId}:db:${instance}`;
    const role = new IamRole(this, "role", {
      name: `${instance}-monitoring`,
      assumeRolePolicy: policyDocument([
        {
          sid: "EnhancedMonitoring",
          principal: { Service: "monitoring.rds.amazonaws.com" },
          actions: ["sts:AssumeRole"],
          conditions: {
            StringEquals: { "aws:SourceAccount": accountId },
            ArnLike: { "aws:SourceArn": [database, `${database}-*`] },
          },
        },
      ]),
    });
    new IamRolePolicyAttachment(this, "policy", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    });
    this.arn = role.arn;
  }
}
