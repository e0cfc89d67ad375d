import {
  type AlertReceiver,
  type Mail,
  type PagerDuty,
  regionOf,
  type Slack,
  secretFile,
  type Topic,
} from "./alert-receivers";

/** What Alertmanager calls a receiver, as far as we set it.
 *  https://prometheus.io/docs/alerting/0.34/configuration/#receiver (2026-11) */
export interface Receiver {
  readonly name: string;
  readonly [integrations: `${string}_configs`]: readonly Readonly<Record<string, unknown>>[];
}

const PAGERDUTY = {
  us: "https://events.pagerduty.com/v2/enqueue",
  eu: "https://events.eu.pagerduty.com/v2/enqueue",
} as const;

/** The relay's port at which TLS begins with STARTTLS; without TLS nothing is sent. */
const SUBMISSION_PORT = 587;

const RUNBOOK = "{{ .CommonAnnotations.runbook_url }}";
const DASHBOARD = "{{ .CommonAnnotations.dashboard_url }}";
const SEVERITY = "{{ .CommonLabels.severity }}";
const COMPONENT = "{{ .CommonLabels.component }}";
const TEXT = '{{ template "langfuse.text" . }}';

/** A receiver in Alertmanager's words. Templates stand in `charts-values/alert-messages.tmpl`.
 *  @param origin what stands before every message, for example `langfuse-prod` */
export function receiverOf(receiver: AlertReceiver, origin: string): Receiver {
  const { name } = receiver;
  const title = `${origin}: {{ template "langfuse.title" . }}`;
  switch (receiver.kind) {
    case "pagerduty":
      return { name, pagerduty_configs: [pagerDuty(receiver, title, origin)] };
    case "slack":
      return { name, slack_configs: [slack(receiver, title)] };
    case "email":
      return { name, email_configs: [mail(receiver, title)] };
    case "sns":
      return { name, sns_configs: [topic(receiver, title)] };
  }
}

function pagerDuty({ name, serviceRegion }: PagerDuty, title: string, origin: string) {
  return {
    routing_key_file: secretFile(name),
    url: PAGERDUTY[serviceRegion],
    send_resolved: true,
    description: title,
    severity: SEVERITY,
    component: COMPONENT,
    group: origin,
    client: "Runbook",
    client_url: RUNBOOK,
    links: [
      { href: RUNBOOK, text: "Runbook" },
      { href: DASHBOARD, text: "Dashboard" },
    ],
    details: { what: TEXT },
  };
}

function slack({ name }: Slack, title: string) {
  return {
    api_url_file: secretFile(name),
    send_resolved: true,
    color: '{{ template "langfuse.color" . }}',
    title,
    title_link: RUNBOOK,
    fallback: title,
    text: '{{ template "langfuse.slack" . }}',
  };
}

function mail({ name, to, from, relay }: Mail, title: string) {
  return {
    to: to.join(", "),
    from,
    smarthost: `${relay.host}:${SUBMISSION_PORT}`,
    require_tls: true,
    auth_username: relay.username,
    auth_password_file: secretFile(name),
    send_resolved: true,
    headers: { Subject: title },
    html: '{{ template "langfuse.mail" . }}',
    text: TEXT,
  };
}

function topic({ topicArn }: Topic, title: string) {
  return {
    topic_arn: topicArn,
    // Signed as the pods' own role: Alertmanager holds no key.
    sigv4: { region: regionOf(topicArn) },
    send_resolved: true,
    subject: title,
    message: TEXT,
    attributes: { severity: SEVERITY, component: COMPONENT },
  };
}
