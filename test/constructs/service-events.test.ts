import { ServiceEvents } from "../../constructs/service-events";
import { synthesizeConstruct } from "../support/construct";
import { rulesFor } from "../support/event-pattern";
import { ofType } from "../support/terraform-json";

const rules = ofType(
  synthesizeConstruct((stack) => {
    new ServiceEvents(stack, "events", {
      name: "langfuse-dev",
      instance: "langfuse-dev-postgres",
      topicArn: "topic",
      runbooksUrl: "https://example.com/runbooks",
    });
  }),
  "aws_cloudwatch_event_rule",
);

const told = (event: Record<string, unknown>) => rulesFor(event, rules);

const database = (category: string, instance = "langfuse-dev-postgres") => ({
  source: "aws.rds",
  "detail-type": "RDS DB Instance Event",
  detail: { SourceIdentifier: instance, SourceType: "DB_INSTANCE", EventCategories: [category] },
});

const health = (service: string, eventTypeCategory: string) => ({
  source: "aws.health",
  "detail-type": "AWS Health Event",
  detail: { service, eventTypeCategory },
});

describe("of the database, somebody is told", () => {
  it.each(["availability", "failover", "failure", "low storage", "maintenance", "deletion", "recovery"])(
    "of: %s",
    (category) => {
      expect(told(database(category))).toEqual(["langfuse-dev-postgres-event"]);
    },
  );

  it.each(["backup", "configuration change", "creation"])("never of what is usual: %s", (category) => {
    expect(told(database(category))).toEqual([]);
  });

  it("never of a database of others", () => {
    expect(told(database("failover", "billing"))).toEqual([]);
  });
});

describe("of AWS Backup, somebody is told", () => {
  const restore = (status: string, resourceType = "RDS") => ({
    source: "aws.backup",
    "detail-type": "Restore Job State Change",
    detail: { restoreJobId: "1", resourceType, status },
  });

  it.each(["FAILED", "ABORTED"])("of a database that was not restored: %s", (status) => {
    expect(told(restore(status))).toEqual(["langfuse-dev-restore-failed"]);
  });

  it("never of one that was, nor of what is no database", () => {
    expect(told(restore("COMPLETED"))).toEqual([]);
    expect(told(restore("FAILED", "EBS"))).toEqual([]);
  });
});

describe("of AWS Health, somebody is told", () => {
  it.each(["issue", "scheduledChange"])("of: %s", (category) => {
    expect(told(health("ELASTICACHE", category))).toEqual(["langfuse-dev-health-event"]);
  });

  it("never of notices of the account, nor of services that are not in use", () => {
    expect(told(health("RDS", "accountNotification"))).toEqual([]);
    expect(told(health("SAGEMAKER", "issue"))).toEqual([]);
  });
});
