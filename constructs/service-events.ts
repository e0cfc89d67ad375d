import { Construct } from "constructs";
import { EventAlarm, type EventAlarmProps } from "./event-alarm";

export interface ServiceEventsProps extends Pick<EventAlarmProps, "topicArn" | "runbooksUrl"> {
  /** First part of the names of rules. */
  readonly name: string;
  /** Identifier of the RDS instance. */
  readonly instance: string;
}

/** What RDS tells of an instance and nobody asked it for: not backups, and not what a deployment changes.
 *  https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html (2026-11) */
const CATEGORIES = [
  "availability",
  "deletion",
  "failover",
  "failure",
  "low storage",
  "maintenance",
  "recovery",
  "security",
  "security patching",
];

/** Services that data or requests pass through, as AWS Health calls them. */
const SERVICES = ["EKS", "ELASTICACHE", "ELASTICLOADBALANCING", "KMS", "RDS", "S3", "SECRETSMANAGER"];

/** What services of AWS say by themselves. By EventBridge and not by their own notifications, for which a topic must not be
 *  encrypted with our key: RDS's were documented for unencrypted topics alone (API reference, CreateEventSubscription), and
 *  ElastiCache switches an encrypted one off and wants it open to every principal
 *  (docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html, 2026-11). ElastiCache tells EventBridge nothing of
 *  a cluster of nodes: what AWS plans for one comes from AWS Health, and its failover is seen by Prometheus. */
export class ServiceEvents extends Construct {
  constructor(scope: Construct, id: string, { name, instance, ...destination }: ServiceEventsProps) {
    super(scope, id);
    new EventAlarm(this, "postgres", {
      ...destination,
      name: `${name}-postgres-event`,
      summary: "RDS says something of the database.",
      page: "PostgresEvent",
      pattern: {
        source: ["aws.rds"],
        "detail-type": ["RDS DB Instance Event"],
        detail: { SourceIdentifier: [instance], EventCategories: CATEGORIES },
      },
      facts: {
        database: "$.detail.SourceIdentifier",
        event: "$.detail.EventID",
        message: "$.detail.Message",
        time: "$.time",
      },
    });
    new EventAlarm(this, "health", {
      ...destination,
      name: `${name}-health-event`,
      summary: "AWS has trouble with a service that Langfuse stands on, or plans a change of it.",
      page: "AwsHealthEvent",
      pattern: {
        source: ["aws.health"],
        "detail-type": ["AWS Health Event"],
        detail: { service: SERVICES, eventTypeCategory: ["issue", "scheduledChange"] },
      },
      facts: {
        service: "$.detail.service",
        event: "$.detail.eventTypeCode",
        affected: "$.detail.affectedEntities[0].entityValue",
        begin: "$.detail.startTime",
        message: "$.detail.eventDescription[0].latestDescription",
      },
    });
  }
}
