import { dashboardOf } from "../../constructs/dashboard-links";
import { alertComponents } from "../../environments/schema/alerting";
import { reportOn } from "../support/environment-file";

const secret = (path: string) => `arn:aws:secretsmanager:eu-west-1:111111111111:secret:${path}-AbCdEf`;
const pager = {
  kind: "pagerduty",
  name: "on-call",
  routingKeySecretArn: secret("langfuse-sample/alerting/on-call"),
};
const chat = {
  kind: "slack",
  name: "chat",
  webhookUrlSecretArn: secret("langfuse-sample/alerting/chat"),
};

describe("alerting is refused for", () => {
  it("a production that wakes nobody, reads no warning and would not notice silence", () => {
    expect(
      reportOn({
        "alerting.receivers": [],
        "alerting.deadMansSwitch": undefined,
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (3 problems):
      ✖ must page somebody for critical alerts in production; of any component nobody is woken: add a receiver of kind 'pagerduty', or 'sns' with a pager behind its topic
        → at alerting.receivers: an empty list
      ✖ must tell somebody of warnings in production, which come hours before the page; of any component nobody reads them: add a receiver of kind 'slack' or 'email'
        → at alerting.receivers: an empty list
      ✖ must be set in production, because alerting that is down sends no alert; make a check at a heartbeat service and name the secret with its address: runbooks/procedures/alert-receivers.md
        → at alerting.deadMansSwitch: missing"
    `);
  });

  it("a production that wakes somebody for some components only", () => {
    expect(
      reportOn({
        "alerting.receivers": [{ ...pager, components: ["web", "slo"] }, chat],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must page somebody for critical alerts in production; of worker, ingestion, masking, clickhouse, keeper, postgres, valkey, s3, edge, sign-in, kubernetes, backup, autoscaling, monitoring, canary nobody is woken: add a receiver of kind 'pagerduty', or 'sns' with a pager behind its topic
        → at alerting.receivers: a list of 2"
    `);
  });

  it("a production whose critical alerts go to a channel that sleeps", () => {
    expect(
      reportOn({
        "alerting.receivers": [{ ...chat, severities: ["critical", "warning"] }],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must page somebody for critical alerts in production; of any component nobody is woken: add a receiver of kind 'pagerduty', or 'sns' with a pager behind its topic
        → at alerting.receivers: a list of 1"
    `);
  });

  it("two receivers of one name, and the platform's own names", () => {
    expect(
      reportOn({
        "alerting.receivers": [pager, { ...chat, name: "on-call" }, { ...chat, name: "nobody" }],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be 2 to 30 lower-case letters, digits and single hyphens such as 'on-call', and none of 'nobody', 'unrouted' and 'dead-mans-switch', which are the platform's own
        → at alerting.receivers[2].name: "nobody"
      ✖ is the name of another receiver already; rename one of them
        → at alerting.receivers[1].name: "on-call""
    `);
  });

  it("secrets that may not be read", () => {
    expect(
      reportOn({
        "alerting.receivers": [{ ...pager, routingKeySecretArn: secret("other/on-call") }, chat],
        "alerting.deadMansSwitch": {
          urlSecretArn: secret("langfuse-prod/alerting/dead-mans-switch"),
        },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must begin with 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/', because nothing else may be read; copy it there
        → at alerting.receivers[0].routingKeySecretArn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:other/on-call-AbCdEf"
      ✖ must begin with 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/', because nothing else may be read; copy it there
        → at alerting.deadMansSwitch.urlSecretArn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-prod/alerting/dead-mans-switch-AbCdEf""
    `);
  });

  it("a secret in place of its ARN, which it does not repeat", () => {
    const webhookUrlSecretArn = "https://hooks.example.com/services/T000/B000/XXXX";
    expect(
      reportOn({
        "alerting.receivers": [pager, { ...chat, webhookUrlSecretArn }],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the full ARN of a secret in Secrets Manager, with the six characters at its end, and never the secret itself; 'aws secretsmanager list-secrets' prints ARNs
        → at alerting.receivers[1].webhookUrlSecretArn"
    `);
  });

  it("a topic that reaches no people, and a component that no alert has", () => {
    expect(
      reportOn({
        "alerting.receivers": [
          pager,
          { ...chat, components: ["redis"] },
          {
            kind: "sns",
            name: "topic",
            topicArn: "arn:aws:sns:eu-west-1:111111111111:alerts.fifo",
          },
        ],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ must be 'web', 'worker', 'ingestion', 'masking', 'clickhouse', 'keeper', 'postgres', 'valkey', 's3', 'edge', 'sign-in', 'kubernetes', 'backup', 'autoscaling', 'monitoring', 'slo' or 'canary'
        → at alerting.receivers[1].components[0]: "redis"
      ✖ must be the ARN of a standard topic; 'aws sns list-topics' prints it, and one that ends with '.fifo' reaches no people
        → at alerting.receivers[2].topicArn: "arn:aws:sns:eu-west-1:111111111111:alerts.fifo""
    `);
  });

  it("a mail relay with its password in the file", () => {
    expect(
      reportOn({
        "alerting.receivers": [
          pager,
          chat,
          {
            kind: "email",
            name: "mail",
            to: ["Platform@example.com"],
            from: "alerts@example.com",
            relay: {
              host: "smtp.example.com",
              username: "alerts",
              password: "hunter2",
            },
          },
        ],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (3 problems):
      ✖ must be an e-mail address in lower case such as 'jane@example.com'
        → at alerting.receivers[2].to[0]: "Platform@example.com"
      ✖ must be the ARN of a secret in Secrets Manager; runbooks/procedures/sign-in.md makes one
        → at alerting.receivers[2].relay.passwordSecretArn: missing
      ✖ nothing reads this key; here are known: host, username, passwordSecretArn
        → at alerting.receivers[2].relay.password"
    `);
  });
});

describe("alerting takes", () => {
  it("a topic as the pager, and a mail in place of a channel", () => {
    expect(
      reportOn({
        "alerting.receivers": [
          {
            kind: "sns",
            name: "topic",
            topicArn: "arn:aws:sns:eu-west-1:222222222222:alerts",
          },
          {
            kind: "email",
            name: "mail",
            to: ["platform@example.com"],
            from: "alerts@example.com",
            relay: {
              host: "email-smtp.eu-west-1.amazonaws.com",
              username: "alerts",
              passwordSecretArn: secret("langfuse-sample/alerting/mail"),
            },
          },
        ],
      }),
    ).toBe("valid");
  });

  it("no receiver and no switch where nobody depends on it", () => {
    expect(
      reportOn({
        serviceLevel: "best-effort",
        "alerting.receivers": [],
        "alerting.deadMansSwitch": undefined,
      }),
    ).toBe("valid");
  });
});

it("knows exactly the components that have a dashboard", () => {
  expect([...alertComponents].sort()).toEqual(Object.keys(dashboardOf).sort());
});
