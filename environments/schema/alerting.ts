import { z } from "zod";
import { dnsName, email, listOf, secretArn, text } from "./fields";

/** `critical` wakes somebody, `warning` is for working hours, `info` is for who looks. */
const severity = z.enum(["critical", "warning", "info"]);

/** What an alert is about, as its label `component` says. */
export const alertComponents = [
  "web",
  "worker",
  "ingestion",
  "masking",
  "clickhouse",
  "keeper",
  "postgres",
  "valkey",
  "s3",
  "edge",
  "sign-in",
  "kubernetes",
  "backup",
  "autoscaling",
  "monitoring",
  "slo",
  "canary",
] as const;

/** What every receiver says: its name, and which alerts it gets. */
const receiver = (quiet: readonly z.infer<typeof severity>[]) => ({
  /** Of the route, for example `on-call`; keys of Secrets are named after it. */
  name: text(
    /^(?!(nobody|unrouted|dead-mans-switch)$)[a-z](-?[a-z0-9]){1,29}$/,
    "must be 2 to 30 lower-case letters, digits and single hyphens such as 'on-call', and none of 'nobody', " +
      "'unrouted' and 'dead-mans-switch', which are the platform's own",
  ),
  /** Which alerts it gets; each kind of receiver has a quiet default. */
  severities: listOf(severity)
    .min(1)
    .default([...quiet]),
  /** About what it hears.
   *  @default everything */
  components: listOf(z.enum(alertComponents)).min(1).optional(),
});

/** Wakes somebody up, and goes on until somebody acknowledges. */
const pagerduty = z.strictObject({
  kind: z.literal("pagerduty"),
  ...receiver(["critical"]),
  /** Secret whose whole value is the integration key of a service, "Events API v2". */
  routingKeySecretArn: secretArn,
  /** Region of the PagerDuty account: `eu` when its address is `<company>.eu.pagerduty.com`.
   *  @default "us" */
  serviceRegion: z.enum(["us", "eu"]).default("us"),
});

/** A message in a channel; the incoming webhook knows which. */
const slack = z.strictObject({
  kind: z.literal("slack"),
  ...receiver(["warning"]),
  /** Secret whose whole value is the address of an incoming webhook. */
  webhookUrlSecretArn: secretArn,
});

/** A mail, by a relay that offers STARTTLS on port 587, such as that of Amazon SES. */
const mail = z.strictObject({
  kind: z.literal("email"),
  ...receiver(["warning"]),
  to: listOf(email).min(1),
  from: email,
  relay: z.strictObject({
    host: dnsName,
    username: text(/^\S+$/, "must be the user name that the relay shows, without spaces"),
    /** Secret whose whole value is the password. */
    passwordSecretArn: secretArn,
  }),
});

/** Whoever subscribes to a topic: other pagers, text messages, functions. */
const sns = z.strictObject({
  kind: z.literal("sns"),
  ...receiver(["critical"]),
  /** A standard topic; one of another account must admit the role `langfuse-<environment>-alertmanager`. */
  topicArn: text(
    /^arn:aws:sns:[a-z0-9-]{9,20}:\d{12}:[\w-]{1,256}$/,
    "must be the ARN of a standard topic; 'aws sns list-topics' prints it, and one that ends with '.fifo' reaches no people",
  ),
  /** Customer managed key that encrypts the topic.
   *  @default none is needed */
  topicKeyArn: text(
    /^arn:aws:kms:[a-z0-9-]{9,20}:\d{12}:key\/[\w-]{36,40}$/,
    "must be the ARN of a key, not of an alias; 'aws kms describe-key' prints it",
  ).optional(),
});

/** Who hears of what, and who hears when nothing can be heard any more. */
export const alerting = z.strictObject({
  /** Nobody is told what no receiver takes: it stands in Grafana and in Alertmanager only. */
  receivers: z.array(z.discriminatedUnion("kind", [pagerduty, slack, mail, sns])),
  /** A service outside of this account that expects a request every minute or two and raises the alarm when none comes:
   *  only silence tells that the alerting itself is gone.
   *  @default nobody notices */
  deadMansSwitch: z
    .strictObject({
      /** Secret whose whole value is the address to call, which lets anybody keep the switch quiet. */
      urlSecretArn: secretArn,
    })
    .optional(),
});
