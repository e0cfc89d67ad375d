import { AlarmTopic } from "../../constructs/alarm-topic";
import { EdgeAlarms } from "../../constructs/edge-alarms";
import { StorageAlarm } from "../../constructs/storage-alarm";
import { synthesizeConstruct } from "../support/construct";
import { statementsOf } from "../support/policies";
import { ofType } from "../support/terraform-json";

describe("the topic", () => {
  const json = synthesizeConstruct((stack) => {
    new AlarmTopic(stack, "alarms", {
      account: { accountId: "111111111111", region: "eu-west-1" },
      name: "langfuse-dev-alarms",
      alarmPrefix: "langfuse-dev-",
      emails: ["one@example.com", "two@example.com"],
      protect: true,
    });
  });

  it("is written to over TLS, and its key used, by alarms and event rules of this environment alone", () => {
    const alarms = {
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "111111111111" },
        ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:111111111111:alarm:langfuse-dev-*" },
      },
    };
    const events = { Principal: { Service: "events.amazonaws.com" } };
    expect(statementsOf(ofType(json, "aws_sns_topic_policy")[0])).toMatchObject([
      { ...alarms, Action: ["sns:Publish"] },
      {
        ...events,
        Action: ["sns:Publish"],
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:events:eu-west-1:111111111111:rule/langfuse-dev-*" },
        },
      },
      { Effect: "Deny", Principal: { AWS: "*" }, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
    expect(statementsOf(ofType(json, "aws_kms_key")[0])).toMatchObject([
      { Sid: "AccountAdministration" },
      { ...alarms, Action: ["kms:Decrypt", "kms:GenerateDataKey"] },
      { ...events, Action: ["kms:Decrypt", "kms:GenerateDataKey"] },
    ]);
  });

  it("names to its key no source of events, with which EventBridge would be refused", () => {
    const events = statementsOf(ofType(json, "aws_kms_key")[0]).find(({ Sid }) => Sid === "Events");
    expect(events?.Condition).toEqual({
      StringEquals: {
        "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-west-1:111111111111:langfuse-dev-alarms",
      },
    });
  });

  it("sends a mail to everybody who is named", () => {
    expect(ofType(json, "aws_sns_topic_subscription")).toMatchObject(
      ["one@example.com", "two@example.com"].map((endpoint) => ({
        arguments: { protocol: "email", endpoint },
      })),
    );
  });
});

describe("alarms of the edge", () => {
  const [errors, noTarget] = ofType(
    synthesizeConstruct((stack) => {
      new EdgeAlarms(stack, "alarms", {
        name: "langfuse-dev",
        topicArn: "topic",
        loadBalancer: "app/langfuse-dev/1",
        targetGroup: "targetgroup/langfuse-dev-web/1",
      });
    }),
    "aws_cloudwatch_metric_alarm",
  );

  it("go off when nobody serves, and when nothing is known any more", () => {
    expect(noTarget?.arguments).toMatchObject({
      alarm_name: "langfuse-dev-no-healthy-target",
      metric_name: "HealthyHostCount",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
      dimensions: { LoadBalancer: "app/langfuse-dev/1", TargetGroup: "targetgroup/langfuse-dev-web/1" },
      alarm_actions: ["topic"],
      ok_actions: ["topic"],
    });
  });

  it("count errors of pods and of the load balancer, which are no requests when there is no pod", () => {
    expect(errors?.arguments).toMatchObject({
      threshold: 5,
      treat_missing_data: "notBreaching",
      metric_query: [
        {
          expression: "100 * (FILL(pods, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))",
          return_data: true,
        },
        { id: "pods", metric: { metric_name: "HTTPCode_Target_5XX_Count", stat: "Sum" } },
        { id: "balancer", metric: { metric_name: "HTTPCode_ELB_5XX_Count", stat: "Sum" } },
        { id: "requests", metric: { metric_name: "RequestCount", stat: "Sum" } },
      ],
    });
  });
});

it("the alarm of the storage waits for half of what alerts in the cluster wait for", () => {
  const [alarm] = ofType(
    synthesizeConstruct((stack) => {
      new StorageAlarm(stack, "storage", {
        name: "langfuse-dev-postgres-storage-low",
        topicArn: "topic",
        instance: "langfuse-dev-postgres",
        storageGib: 20,
      });
    }),
    "aws_cloudwatch_metric_alarm",
  );
  expect(alarm?.arguments).toMatchObject({
    metric_name: "FreeStorageSpace",
    statistic: "Minimum",
    threshold: 2 ** 30,
    dimensions: { DBInstanceIdentifier: "langfuse-dev-postgres" },
  });
});
