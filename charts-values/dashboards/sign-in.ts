import type { Row } from "./dashboard";

/** Whether people get in by single sign-on; empty where an environment has none. */
export const signIn: Row = {
  height: 6,
  panels: [
    {
      id: 20,
      title: "Identity providers",
      description: "1 while a provider describes itself, as it must at every login.",
      width: 12,
      queries: { "{{instance}}": 'min by (instance) (probe_success{job="sign-in-provider"})' },
      steps: { 1: "green" },
      base: "red",
      max: 1,
      alerts: ["SignInProviderUnreachable"],
    },
    {
      id: 21,
      title: "Days until client secrets end",
      description: "As the environment states it; below 30 a new one is due, at 0 nobody signs in.",
      unit: "d",
      width: 12,
      queries: {
        "{{application}} at {{provider}}": "(langfuse:limit:client_secret_expiry_seconds - time()) / 86400",
      },
      steps: { 3: "orange", 30: "green" },
      base: "red",
      alerts: ["ClientSecretExpiring", "ClientSecretAboutToExpire"],
    },
  ],
};
