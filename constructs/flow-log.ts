import { FlowLog as FlowLogResource } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Account } from "./account";
import { LogGroup } from "./log-group";
import { policyDocument } from "./policy";

export interface FlowLogProps {
  readonly account: Account;
  readonly vpcId: string;
  /** Name of the log group and of the role that writes to it. */
  readonly name: string;
  readonly retentionInDays: number;
  /** Key of the log group; see `constructs/logs-key.ts`. */
  readonly keyArn: string;
}

/** Who talked to whom in the VPC, accepted or rejected, minute by minute: the only record of it. */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    const { vpcId, name } = props;
    const group = new LogGroup(this, "records", props);
    const role = new IamRole(this, "role", { name, assumeRolePolicy: trustPolicy(props.account) });
    new IamRolePolicy(this, "write", {
      role: role.name,
      name: "write",
      policy: policyDocument([
        {
          sid: "Write",
          actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [`${group.arn}:*`],
        },
        {
          // Cannot be limited to one group (service authorization reference of CloudWatch Logs).
          sid: "Find",
          actions: ["logs:DescribeLogGroups"],
          resources: ["*"],
        },
      ]),
    });
    new FlowLogResource(this, "traffic", {
      vpcId,
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: { Name: name },
    });
  }
}

function trustPolicy({ accountId, region }: Account): string {
  return policyDocument([
    {
      sid: "FlowLogs",
      principal: { Service: "vpc-flow-logs.amazonaws.com" },
      actions: ["sts:AssumeRole"],
      // Only for flow logs of this account: another account must not make the service use our role.
      conditions: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*` },
      },
    },
  ]);
}
