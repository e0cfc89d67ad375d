import { environments } from "../../environments";
import { clientSecretsOf } from "../../environments/schema";
import { environmentWithSso, ssoFixtures } from "../fixtures/sso";

it("knows of every client secret when it ends, Grafana's too", () => {
  const staging = environments.filter(({ name }) => name === "staging");
  const shown = ({ application, provider, secretArn, expires }: ReturnType<typeof clientSecretsOf>[number]) =>
    `${application} ${provider} ${secretArn.split(":").at(-1)} ${expires}`;
  expect(staging.flatMap(clientSecretsOf).map(shown)).toEqual([
    "Langfuse entra-id langfuse-staging/sso/entra-id-AbCdEf 2027-09-01",
    "Grafana entra-id langfuse-staging/sso/grafana-AbCdEf 2027-09-01",
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
