import type { SecretValue } from "./external-secret";
import type { Permission } from "./workload-identity";

/** How soon somebody has to look, as the label `severity` says. */
export type Severity = "critical" | "warning" | "info";

interface Hearing {
  /** Of Alertmanager's receiver, and of its key in the Secret. */
  readonly name: string;
  readonly severities: readonly Severity[];
  /** @default - every component */
  readonly components?: readonly string[];
}

/** A service of PagerDuty. */
export interface PagerDuty extends Hearing {
  readonly kind: "pagerduty";
  readonly routingKeySecretArn: string;
  readonly serviceRegion: "us" | "eu";
}

/** A channel, by an incoming webhook. */
export interface Slack extends Hearing {
  readonly kind: "slack";
  readonly webhookUrlSecretArn: string;
}

/** People, by mail. */
export interface Mail extends Hearing {
  readonly kind: "email";
  readonly to: readonly string[];
  readonly from: string;
  readonly relay: { readonly host: string; readonly username: string; readonly passwordSecretArn: string };
}

/** A topic of Amazon SNS. */
export interface Topic extends Hearing {
  readonly kind: "sns";
  readonly topicArn: string;
  /** @default - the topic is not encrypted with a key of the customer */
  readonly topicKeyArn?: string;
}

/** Somebody who is told of alerts, and how. */
export type AlertReceiver = PagerDuty | Slack | Mail | Topic;

/** The Secret in which External Secrets keeps what receivers need, and Alertmanager's folder of it. */
export const receiversSecret = "alertmanager-receivers";

/** Key of the address that expects the Watchdog. */
export const WATCHDOG_KEY = "dead-mans-switch";

/** Where Alertmanager finds a key of the Secret; it reads the file for every message, so a new value needs no restart. */
export function secretFile(key: string): string {
  return `/etc/alertmanager/secrets/${receiversSecret}/${key}`;
}

/** Keys of the Secret, and where their values are.
 *  @param deadMansSwitchUrlArn secret with the address that expects the Watchdog, where there is one */
export function receiverSecrets(
  receivers: readonly AlertReceiver[],
  deadMansSwitchUrlArn: string | undefined,
): Readonly<Record<string, SecretValue>> {
  const entries = receivers.flatMap((receiver) => {
    const secretArn = secretArnOf(receiver);
    return secretArn === undefined ? [] : [[receiver.name, { secretArn }] as const];
  });
  return Object.fromEntries([
    ...entries,
    ...(deadMansSwitchUrlArn ? [[WATCHDOG_KEY, { secretArn: deadMansSwitchUrlArn }] as const] : []),
  ]);
}

function secretArnOf(receiver: AlertReceiver): string | undefined {
  switch (receiver.kind) {
    case "pagerduty":
      return receiver.routingKeySecretArn;
    case "slack":
      return receiver.webhookUrlSecretArn;
    case "email":
      return receiver.relay.passwordSecretArn;
    case "sns":
      return undefined;
  }
}

/** What Alertmanager's role may do: send to the topics, and nothing else. */
export function receiverPermissions(receivers: readonly AlertReceiver[]): Permission[] {
  const topics = receivers.filter((receiver) => receiver.kind === "sns");
  const keys = [...new Set(topics.flatMap(({ topicKeyArn }) => topicKeyArn ?? []))];
  if (topics.length === 0) return [];
  const send = {
    sid: "Tell",
    actions: ["sns:Publish"],
    resources: [...new Set(topics.map(({ topicArn }) => topicArn))],
  };
  if (keys.length === 0) return [send];
  const regions = new Set(topics.map(({ topicArn }) => regionOf(topicArn)));
  const services = [...regions].map((region) => `sns.${region}.amazonaws.com`);
  return [
    send,
    {
      sid: "Encrypt",
      actions: ["kms:GenerateDataKey", "kms:Decrypt"],
      resources: keys,
      conditions: { StringEquals: { "kms:ViaService": services } },
    },
  ];
}

/** Region of an ARN that has one. */
export function regionOf(arn: string): string {
  const [, , , region = ""] = arn.split(":");
  return region;
}
