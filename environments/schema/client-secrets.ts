import type { Environment } from "./index";

/** What Langfuse and Grafana prove themselves with at identity providers, and the day on which it ends, or `never`.
 *  Cognito's are absent: they do not end. */
export function clientSecretsOf({ sso, grafana }: Pick<Environment, "sso" | "grafana">) {
  const ofLangfuse = sso.flatMap((provider) =>
    provider.kind === "cognito"
      ? []
      : {
          application: "Langfuse" as const,
          provider: provider.kind,
          secretArn: provider.clientSecretArn,
          expires: provider.clientSecretExpires,
        },
  );
  if (grafana.exposure === "port-forward") return ofLangfuse;
  const { provider, clientSecretArn: secretArn, clientSecretExpires: expires } = grafana.signIn;
  return [...ofLangfuse, { application: "Grafana" as const, provider, secretArn, expires }];
}
