import type { ApplicationSecretsHandle, SecretGenerations } from "./application-secrets";
import { type ExternalSecret, externalSecret } from "./external-secret";
import { langfuse } from "./langfuse";
import type { SecretKeyRef, WebSettings } from "./pod-environment";

export interface LangfuseSecretsProps {
  readonly secrets: Pick<
    ApplicationSecretsHandle,
    | "saltArn"
    | "encryptionKeyArn"
    | "nextAuthSecretArn"
    | "clickhousePasswordArn"
    | "postgresMonitorPasswordArn"
  >;
  readonly generations: SecretGenerations;
  readonly postgresPasswordArn: string;
  readonly postgresMasterArn: string;
  readonly cachePasswordArn: string;
  /** Those that identity providers and the access policy need. */
  readonly settings: readonly WebSettings[];
}

/** Kubernetes Secrets of Langfuse. */
const KEYS = "langfuse-keys";
const PASSWORDS = "langfuse-passwords";
const POSTGRES_MASTER = "postgres-master";

/** Where pods find each secret. The key of a replaceable one changes with its value: until the new value has been
 *  copied, a pod that asks for it waits instead of starting with the old one. */
export function secretKeys(generations: SecretGenerations) {
  const password = (store: "postgres" | "cache" | "clickhouse"): SecretKeyRef => ({
    name: PASSWORDS,
    key: `${store}-password-${generations[store]}`,
  });
  return {
    salt: { name: KEYS, key: "salt" },
    encryptionKey: { name: KEYS, key: "encryption-key" },
    nextAuthSecret: { name: PASSWORDS, key: `nextauth-secret-${generations.session}` },
    postgresPassword: password("postgres"),
    postgresMonitorPassword: { name: PASSWORDS, key: `postgres-monitor-password-${generations.postgres}` },
    cachePassword: password("cache"),
    clickhousePassword: password("clickhouse"),
    masterUsername: { name: POSTGRES_MASTER, key: "username" },
    masterPassword: { name: POSTGRES_MASTER, key: "password" },
  } as const;
}

/** Every Secret of Langfuse's namespace, copied from Secrets Manager. */
export function langfuseSecrets(props: LangfuseSecretsProps): ExternalSecret[] {
  const { secrets, generations, postgresMasterArn, settings } = props;
  const { namespace } = langfuse;
  const keys = secretKeys(generations);
  return [
    externalSecret({
      name: KEYS,
      namespace,
      data: {
        [keys.salt.key]: { secretArn: secrets.saltArn },
        [keys.encryptionKey.key]: { secretArn: secrets.encryptionKeyArn },
      },
      // With another salt no API key is valid, with another encryption key no stored model key can be read.
      immutable: true,
    }),
    externalSecret({
      name: PASSWORDS,
      namespace,
      data: {
        [keys.nextAuthSecret.key]: { secretArn: secrets.nextAuthSecretArn },
        [keys.postgresPassword.key]: { secretArn: props.postgresPasswordArn },
        [keys.postgresMonitorPassword.key]: { secretArn: secrets.postgresMonitorPasswordArn },
        [keys.cachePassword.key]: { secretArn: props.cachePasswordArn },
        [keys.clickhousePassword.key]: { secretArn: secrets.clickhousePasswordArn },
      },
    }),
    externalSecret({
      name: POSTGRES_MASTER,
      namespace,
      data: {
        [keys.masterUsername.key]: { secretArn: postgresMasterArn, property: "username" },
        [keys.masterPassword.key]: { secretArn: postgresMasterArn, property: "password" },
      },
    }),
    ...settings
      .filter(({ secret }) => Object.keys(secret.data).length > 0)
      .map(({ secret }) => externalSecret({ ...secret, namespace })),
  ];
}
