import { FlowLog } from "../../constructs/flow-log";
import { synthesizeConstruct } from "../support/construct";
import { statementsOf } from "../support/policies";
import { ofType, reference } from "../support/terraform-json";

const json = synthesizeConstruct((stack) => {
  new FlowLog(stack, "flow-log", {
    account: { accountId: "111111111111", region: "eu-west-1" },
    vpcId: "vpc-1",
    name: "langfuse-test-vpc-flow-log",
    retentionInDays: 30,
    keyArn: "arn:aws:kms:eu-west-1:111111111111:key/1",
  });
});

describe("the flow log", () => {
  it("records accepted and rejected traffic every minute", () => {
    expect(ofType(json, "aws_flow_log")).toMatchObject([
      { arguments: { vpc_id: "vpc-1", traffic_type: "ALL", max_aggregation_interval: 60 } },
    ]);
  });

  it("goes to an encrypted group that forgets", () => {
    expect(ofType(json, "aws_cloudwatch_log_group")).toMatchObject([
      { arguments: { retention_in_days: 30, kms_key_id: "arn:aws:kms:eu-west-1:111111111111:key/1" } },
    ]);
  });

  it("lends its role to flow logs of this account only", () => {
    expect(statementsOf(ofType(json, "aws_iam_role")[0], "assume_role_policy")).toMatchObject([
      {
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111111111111" },
          ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:111111111111:vpc-flow-log/*" },
        },
      },
    ]);
  });

  it("writes to its own group only", () => {
    const statements = statementsOf(ofType(json, "aws_iam_role_policy")[0]);
    expect(statements.filter(({ Resource }) => String(Resource) === "*")).toMatchObject([
      { Action: ["logs:DescribeLogGroups"] },
    ]);
    expect(statements.find(({ Sid }) => Sid === "Write")?.Resource).toEqual([
      `${reference("aws_cloudwatch_log_group.flow_log_records_group.arn")}:*`,
    ]);
  });
});
