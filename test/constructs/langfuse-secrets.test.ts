import { langfuseSecrets } from "../../constructs/langfuse-secrets";
import { cache, generations } from "../support/langfuse";

describe("the Secrets", () => {
  const secrets = langfuseSecrets({
    secrets: {
      saltArn: "arn:salt",
      encryptionKeyArn: "arn:encryption",
      nextAuthSecretArn: "arn:nextauth",
      clickhousePasswordArn: "arn:clickhouse",
      postgresMonitorPasswordArn: "arn:monitor",
    },
    generations,
    postgresPasswordArn: "arn:postgres",
    postgresMasterArn: "arn:master",
    cachePasswordArn: cache.passwordSecretArn,
    settings: [
      { environment: [], secret: { name: "empty", data: {} } },
      {
        environment: [],
        secret: { name: "langfuse-sso", data: { "okta-client-secret": { secretArn: "arn:okta" } } },
      },
    ],
  });

  it("keep what nothing can re-encrypt, and follow what can be replaced", () => {
    const immutable = Object.fromEntries(
      secrets.map(({ metadata, spec }) => [metadata.name, spec.target.immutable]),
    );
    expect(immutable).toEqual({
      "langfuse-keys": true,
      "langfuse-passwords": false,
      "postgres-master": false,
      "langfuse-sso": false,
    });
  });

  it("name a replaceable secret by its generation, so that no pod starts with the value before", () => {
    expect(secrets[1]?.spec.data.map(({ secretKey }) => secretKey)).toEqual([
      "nextauth-secret-3",
      "postgres-password-2",
      "postgres-monitor-password-2",
      "cache-password-1",
      "clickhouse-password-1",
    ]);
  });
});
