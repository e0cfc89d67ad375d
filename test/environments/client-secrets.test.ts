import { clientSecretsOf, type Environment } from "../../environments/schema";
import { environmentWithSso, ssoFixtures } from "../fixtures/sso";

it("knows of every client secret when it ends, Grafana's too", () => {
  const environment = environmentWithSso(ssoFixtures["entra-id"]);
  const clientSecretArn =
    "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/sso/grafana-AbCdEf";
  const grafana: Environment["grafana"] = {
    exposure: "load-balancer",
    domain: "grafana.example.com",
    certificate: { kind: "create" },
    signIn: {
      provider: "entra-id",
      clientId: "00000000-0000-4000-8000-000000000003",
      clientSecretArn,
      clientSecretExpires: "2027-09-01",
      groupsClaim: "groups",
      viewers: "everybody",
      editors: [],
    },
  };
  const shown = ({ application, provider, secretArn, expires }: ReturnType<typeof clientSecretsOf>[number]) =>
    `${application} ${provider} ${secretArn.split(":").at(-1)} ${expires}`;
  expect(clientSecretsOf({ ...environment, grafana }).map(shown)).toEqual([
    "Langfuse entra-id langfuse-sample/sso-AbCdEf 2027-03-01",
    "Grafana entra-id langfuse-sample/sso/grafana-AbCdEf 2027-09-01",
  ]);
});

it.each([
  [ssoFixtures.okta, ["never"]],
  [ssoFixtures["entra-id"], ["2027-03-01"]],
  [ssoFixtures["cognito-create"], []],
  [ssoFixtures["cognito-existing"], []],
])(
  "takes it from the environment, and nothing of Cognito, whose secrets do not end: %#",
  (provider, days) => {
    expect(clientSecretsOf(environmentWithSso(provider)).map(({ expires }) => expires)).toEqual(days);
  },
);
