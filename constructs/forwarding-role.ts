import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Account } from "./account";
import { policyDocument } from "./policy";

export interface ForwardingRoleProps {
  readonly account: Account;
  readonly name: string;
  /** First part of the names of rules that send. */
  readonly rulePrefix: string;
}

/** With it rules of other regions write to the bus of this one. */
export class ForwardingRole extends Construct {
  readonly arn: string;
  readonly busArn: string;

  constructor(scope: Construct, id: string, { account, name, rulePrefix }: ForwardingRoleProps) {
    super(scope, id);
    const { accountId, region } = account;
    this.busArn = `arn:aws:events:${region}:${accountId}:event-bus/default`;
    const role = new IamRole(this, "role", {
      name,
      description: "EventBridge brings calls of other regions here",
      assumeRolePolicy: policyDocument([
        {
          sid: "Rules",
          principal: { Service: "events.amazonaws.com" },
          actions: ["sts:AssumeRole"],
          conditions: {
            StringEquals: { "aws:SourceAccount": accountId },
            ArnLike: { "aws:SourceArn": `arn:aws:events:*:${accountId}:rule/${rulePrefix}*` },
          },
        },
      ]),
    });
    new IamRolePolicy(this, "policy", {
      name: "permissions",
      role: role.name,
      policy: policyDocument([{ sid: "Bus", actions: ["events:PutEvents"], resources: [this.busArn] }]),
    });
    this.arn = role.arn;
  }
}
