import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { Account } from "./account";
import { policyDocument } from "./policy";

export interface EnhancedMonitoringRoleProps {
  readonly account: Account;
  /** Identifier of the only instance that may use the role. */
  readonly instance: string;
}

/** Lets RDS write one instance's operating system metrics to the log group `RDSOSMetrics`, which RDS makes once for
 *  all instances of an account and region and which therefore belongs to no environment. */
export class EnhancedMonitoringRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { account, instance }: EnhancedMonitoringRoleProps) {
    super(scope, id);
    const { accountId, region } = account;
    const role = new IamRole(this, "role", {
      name: `${instance}-monitoring`,
      assumeRolePolicy: policyDocument([
        {
          sid: "EnhancedMonitoring",
          principal: { Service: "monitoring.rds.amazonaws.com" },
          actions: ["sts:AssumeRole"],
          conditions: {
            StringEquals: {
              "aws:SourceAccount": accountId,
              "aws:SourceArn": `arn:aws:rds:${region}:${accountId}:db:${instance}`,
            },
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
