import { EventAlarm, type EventAlarmProps } from "../../constructs/event-alarm";
import { synthesizeConstruct } from "../support/construct";
import { ofType } from "../support/terraform-json";

const props: EventAlarmProps = {
  name: "langfuse-dev-postgres-event",
  summary: "RDS says something.",
  page: "PostgresEvent",
  runbooksUrl: "https://github.com/example/langfuse-aws/blob/main/runbooks",
  topicArn: "topic",
  pattern: { source: ["aws.rds"], "detail-type": ["x"], detail: {} },
  facts: { message: "$.detail.Message", time: "$.time" },
};

const synthesize = (change: Partial<EventAlarmProps> = {}) =>
  synthesizeConstruct((stack) => {
    new EventAlarm(stack, "event", { ...props, ...change });
  });

it("mails what happened, where the page is, and what the event says, each in a line of its own", () => {
  const [target] = ofType(synthesize(), "aws_cloudwatch_event_target");
  expect(target?.arguments).toMatchObject({
    arn: "topic",
    input_transformer: {
      input_paths: { message: "$.detail.Message", time: "$.time" },
      input_template: [
        '"langfuse-dev-postgres-event: RDS says something."',
        '"runbook: https://github.com/example/langfuse-aws/blob/main/runbooks/account/PostgresEvent.md"',
        '"message: <message>"',
        '"time: <time>"',
      ].join("\n"),
    },
  });
});

it("is refused without a page", () => {
  expect(() => synthesize({ page: "Nowhere" })).toThrow(
    "the event alarm 'langfuse-dev-postgres-event' has no page; write runbooks/account/Nowhere.md",
  );
});

it("is refused when EventBridge would not take its pattern", () => {
  const detail = { service: Array.from({ length: 400 }, (_, index) => `service-${index}`) };
  expect(() => synthesize({ pattern: { ...props.pattern, detail } })).toThrow(
    /^the pattern of rule 'langfuse-dev-postgres-event' has \d{4} characters; EventBridge takes 4096/,
  );
});
