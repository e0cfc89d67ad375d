import type { Scenarios } from "../scenario";

const DAY = 86_400;
const secret = {
  application: "Langfuse",
  provider: "entra-id",
  secret_name: "langfuse-prod/sso/entra-id",
};
const expiry = `langfuse:limit:client_secret_expiry_seconds{application="Langfuse",provider="entra-id",secret_name="langfuse-prod/sso/entra-id"}`;

const ADDRESS = "https://example.okta.com/.well-known/openid-configuration";
const answers = `probe_success{job="sign-in-provider",instance="${ADDRESS}"}`;

export const signIn: readonly Scenarios[] = [
  {
    alert: "SignInProviderUnreachable",
    fires: [
      {
        when: "it does not answer",
        healthy: { [answers]: 1 },
        broken: { [answers]: 0 },
        labels: { job: "sign-in-provider", instance: ADDRESS },
        says: `${ADDRESS} has not answered for ten minutes: nobody can sign in with it.`,
      },
    ],
    silent: [
      { when: "Langfuse itself does not answer", series: { 'probe_success{job="langfuse-health"}': 0 } },
    ],
  },
  {
    alert: "ClientSecretExpiring",
    fires: [
      {
        when: "it has less than thirty days left",
        healthy: { [expiry]: 30.5 * DAY },
        broken: { [expiry]: 29.5 * DAY },
        labels: secret,
        says: "langfuse-prod/sso/entra-id, with which Langfuse proves itself at entra-id, expires in 29.45 days.",
      },
    ],
  },
  {
    alert: "ClientSecretAboutToExpire",
    fires: [
      {
        when: "it has less than three days left",
        healthy: { [expiry]: 3.1 * DAY },
        broken: { [expiry]: 2.9 * DAY },
        labels: secret,
        says: "langfuse-prod/sso/entra-id, with which Langfuse proves itself at entra-id, expires in 2.882 days; then nobody can sign in.",
      },
    ],
  },
];
