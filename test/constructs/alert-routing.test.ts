import { causes, inhibitions } from "../../constructs/alert-inhibitions";
import { receiverPermissions } from "../../constructs/alert-receivers";
import { alertmanagerConfig } from "../../constructs/alert-routing";
import { alerts } from "../../constructs/alert-rules";
import { alertmanagerSecrets, alertmanagerValues } from "../../constructs/alertmanager";
import { deadMansSwitch, everyKind } from "../support/alert-receivers";

const receivers = Object.values(everyKind);
const origin = "langfuse-sample";

describe("alerts that nobody is told, because another one explains them", () => {
  const severityOf = (name: string) => alerts.find(({ alert }) => alert === name)?.labels.severity;

  it("exist, and so do their causes", () => {
    const named = causes.flatMap(({ alert, explains }) => [alert, ...explains]);
    expect(named.filter((name) => severityOf(name) === undefined)).toEqual([]);
  });

  it("are never critical while their cause is a mere warning", () => {
    const waking = causes.flatMap(({ alert, explains }) =>
      severityOf(alert) === "critical" ? [] : explains.filter((name) => severityOf(name) === "critical"),
    );
    expect(waking).toEqual([]);
  });

  it("are never of those that tell of a loss", () => {
    const explained = causes.flatMap(({ explains }) => explains);
    expect(explained).not.toEqual(expect.arrayContaining(["LangfuseRowsDropped"]));
    expect(explained).not.toEqual(expect.arrayContaining(["ClickHouseDataLost"]));
  });

  it("cannot hide themselves, be it in a circle of two", () => {
    const circle = [
      { alert: "One", explains: ["Two"] },
      { alert: "Two", explains: ["Three", "One"] },
    ];
    expect(() => inhibitions(circle)).toThrow(
      "alert 'One' would hide itself; break the circle in constructs/alert-inhibitions.ts",
    );
  });
});

describe("what receivers need in secret", () => {
  it("is a file for each, from the secret that the environment names", () => {
    const [secret] = alertmanagerSecrets({ origin, receivers, deadMansSwitch });
    expect(secret).toMatchObject({
      metadata: { name: "alertmanager-receivers", namespace: "observability" },
      spec: {
        data: [
          { secretKey: "on-call", remoteRef: { key: everyKind.pager.routingKeySecretArn } },
          { secretKey: "chat", remoteRef: { key: everyKind.chat.webhookUrlSecretArn } },
          { secretKey: "mail", remoteRef: { key: everyKind.mail.relay.passwordSecretArn } },
          { secretKey: "dead-mans-switch", remoteRef: { key: deadMansSwitch.urlSecretArn } },
        ],
      },
    });
    expect(alertmanagerValues({ origin, receivers, deadMansSwitch }).alertmanagerSpec.secrets).toEqual([
      "alertmanager-receivers",
    ]);
  });

  it("is read by each from its own file, and stands nowhere in the configuration", () => {
    const config = JSON.stringify(alertmanagerConfig({ origin, receivers, deadMansSwitch: true }));
    const files = [
      ...config.matchAll(/"(\w+)":"\/etc\/alertmanager\/secrets\/alertmanager-receivers\/([\w-]+)"/g),
    ];
    expect(files.map(([, option, key]) => [option, key])).toEqual([
      // Of alerts that no branch knows.
      ["api_url_file", "chat"],
      ["url_file", "dead-mans-switch"],
      ["routing_key_file", "on-call"],
      ["api_url_file", "chat"],
      ["auth_password_file", "mail"],
    ]);
    expect(config).not.toMatch(
      /"(routing_key|service_key|api_url|auth_password|secret_key|access_key|webhook_url)":/,
    );
  });

  it("is no Secret at all where nobody is told of anything: a pod would wait for it", () => {
    expect(alertmanagerSecrets({ origin, receivers: [] })).toEqual([]);
    expect(alertmanagerValues({ origin, receivers: [] }).alertmanagerSpec.secrets).toEqual([]);
  });
});

describe("Alertmanager's role", () => {
  it("may send to the topics, encrypt for them, and nothing else", () => {
    expect(receiverPermissions(receivers)).toEqual([
      { sid: "Tell", actions: ["sns:Publish"], resources: [everyKind.topic.topicArn] },
      {
        sid: "Encrypt",
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: [everyKind.topic.topicKeyArn],
        conditions: { StringEquals: { "kms:ViaService": ["sns.eu-central-1.amazonaws.com"] } },
      },
    ]);
  });

  it("is not needed without a topic", () => {
    expect(receiverPermissions([everyKind.pager, everyKind.chat, everyKind.mail])).toEqual([]);
  });
});

it("encrypts every mail on its way", () => {
  const { receivers: all } = alertmanagerConfig({ origin, receivers, deadMansSwitch: true });
  expect(all).toContainEqual(
    expect.objectContaining({
      email_configs: [expect.objectContaining({ smarthost: "smtp.example.com:587", require_tls: true })],
    }),
  );
});

it("pages in the region in which the account is", () => {
  const { receivers: all } = alertmanagerConfig({ origin, receivers, deadMansSwitch: true });
  expect(JSON.stringify(all)).toContain("https://events.eu.pagerduty.com/v2/enqueue");
});

it("gives an alert of unknown severity to who reads all warnings, and else to nobody", () => {
  const unrouted = (list: typeof receivers) =>
    alertmanagerConfig({ origin, receivers: list, deadMansSwitch: false }).receivers.find(
      ({ name }) => name === "unrouted",
    );
  expect(unrouted([everyKind.pager, everyKind.mail, everyKind.chat])).toHaveProperty("slack_configs");
  expect(unrouted([everyKind.pager, everyKind.mail])).toEqual({ name: "unrouted" });
});
