import type { AlertReceiver } from "../../constructs/alert-receivers";

const secret = (key: string) =>
  `arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/alerting/${key}-AbCdEf`;

/** One receiver of each kind; of some components only, and of every severity, there is one each. */
export const everyKind = {
  pager: {
    kind: "pagerduty",
    name: "on-call",
    severities: ["critical"],
    routingKeySecretArn: secret("on-call"),
    serviceRegion: "eu",
  },
  chat: {
    kind: "slack",
    name: "chat",
    severities: ["critical", "warning", "info"],
    webhookUrlSecretArn: secret("chat"),
  },
  mail: {
    kind: "email",
    name: "mail",
    severities: ["critical", "warning"],
    components: ["clickhouse", "keeper"],
    to: ["jane@example.com", "joe@example.com"],
    from: "alerts@example.com",
    relay: { host: "smtp.example.com", username: "alerts", passwordSecretArn: secret("mail") },
  },
  topic: {
    kind: "sns",
    name: "topic",
    severities: ["critical"],
    topicArn: "arn:aws:sns:eu-central-1:222222222222:alerts",
    topicKeyArn: "arn:aws:kms:eu-central-1:222222222222:key/00000000-0000-4000-8000-000000000001",
  },
} as const satisfies Readonly<Record<string, AlertReceiver>>;

/** Secret with the address that expects the Watchdog. */
export const deadMansSwitch = { urlSecretArn: secret("dead-mans-switch") };
