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
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceEventsProps,
  ) {
    super(scope, id);
    this.database();
    this.restores();
    this.health();
  }

  private database(): void {
    this.mail("postgres", "postgres-event", {
      summary: "RDS says something of the database.",
      page: "PostgresEvent",
      pattern: {
        source: ["aws.rds"],
        "detail-type": ["RDS DB Instance Event"],
        detail: { SourceIdentifier: [this.props.instance], EventCategories: CATEGORIES },
      },
      facts: {
        database: "$.detail.SourceIdentifier",
        event: "$.detail.EventID",
        message: "$.detail.Message",
        time: "$.time",
      },
    });
  }

  /** Those of the monthly test and those of people: an event names no database. */
  private restores(): void {
    this.mail("restores", "restore-failed", {
      summary: "AWS Backup could not restore a database.",
      page: "RestoreFailed",
      pattern: {
        source: ["aws.backup"],
        "detail-type": ["Restore Job State Change"],
        detail: { resourceType: ["RDS"], status: ["ABORTED", "FAILED"] },
      },
      facts: {
        job: "$.detail.restoreJobId",
        status: "$.detail.status",
        message: "$.detail.statusMessage",
        plan: "$.detail.restoreTestingPlanArn",
        time: "$.time",
      },
    });
  }

  private health(): void {
    this.mail("health", "health-event", {
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

  private mail(
    id: string,
    event: string,
    about: Pick<EventAlarmProps, "summary" | "page" | "pattern" | "facts">,
  ): void {
    const { topicArn, runbooksUrl, name } = this.props;
    new EventAlarm(this, id, { ...about, topicArn, runbooksUrl, name: `${name}-${event}` });
  }
}
