import { Construct } from "constructs";
import type { Account } from "./account";
import { GeneratedSecret, type GeneratedSecretProps, type SecretReplica } from "./generated-secret";

/** Where Langfuse's secrets are, by ARN; the passwords of Postgres and Valkey come with their endpoints. */
export interface ApplicationSecretsHandle {
  /** Encrypts every one of them. */
  readonly keyArn: string;
  /** Matches all of them in an IAM policy, those of the endpoints too. */
  readonly arnPattern: string;
  readonly saltArn: string;
  readonly encryptionKeyArn: string;
  readonly nextAuthSecretArn: string;
  readonly clickhousePasswordArn: string;
  /** Of the role in Postgres that may ask how migrations are. */
  readonly postgresMonitorPasswordArn: string;
  /** Secret half of the first project's API key. */
  readonly projectSecretKeyArn: string;
  /** Password of the first owner. */
  readonly ownerPasswordArn: string;
  /** Key with which the masking gateway hashes users' ids. */
  readonly userIdKeyArn: string;
}

/** One count per secret that can be replaced; a new value is written when its count changes. */
export interface SecretGenerations {
  readonly postgres: number;
  readonly cache: number;
  readonly clickhouse: number;
  readonly session: number;
  readonly projectKey: number;
}

export interface ApplicationSecretsProps {
  readonly account: Account;
  /** First part of every name, without the slash that follows it. */
  readonly prefix: string;
  readonly keyArn: string;
  readonly generations: SecretGenerations;
  /** Where copies are kept of what restored data depends on.
   * @default - no other region knows them */
  readonly replica?: SecretReplica;
  /** Refuse to destroy the secrets, and keep deleted ones for 30 days. */
  readonly protect: boolean;
}

/** What has met the data: hashed, encrypted or signed with it, the same value is needed wherever the data is restored. Of
 *  an `irreplaceable` one there is one value for ever. All others are passwords of stores, which every installation makes
 *  anew together with its stores. */
export const secretsOfData = {
  "encryption-key": "irreplaceable",
  "nextauth-secret": "replaceable",
  "owner-password": "irreplaceable",
  "project-secret-key": "replaceable",
  salt: "irreplaceable",
  "user-id-key": "irreplaceable",
} as const;

/** Every secret that Langfuse needs from its first start. Passwords are alphanumeric, because nothing between here and
 *  the databases URL-encodes them. */
export class ApplicationSecrets extends Construct {
  readonly handle: ApplicationSecretsHandle;
  readonly postgresPassword: GeneratedSecret;
  readonly cachePassword: GeneratedSecret;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ApplicationSecretsProps,
  ) {
    super(scope, id);
    const { account, prefix, keyArn, generations } = props;
    this.postgresPassword = this.secret("postgres-password", {
      description: "Password of Langfuse in Postgres",
      generation: generations.postgres,
    });
    this.cachePassword = this.secret("cache-password", {
      description: "Password of Langfuse in Valkey",
      generation: generations.cache,
    });
    this.handle = {
      keyArn,
      arnPattern: `arn:aws:secretsmanager:${account.region}:${account.accountId}:secret:${prefix}/*`,
      saltArn: this.salt().arn,
      encryptionKeyArn: this.encryptionKey().arn,
      nextAuthSecretArn: this.secret("nextauth-secret", {
        description: "Signs sessions; a new value signs everybody out",
        generation: generations.session,
      }).arn,
      clickhousePasswordArn: this.secret("clickhouse-password", {
        description: "Password of Langfuse in ClickHouse",
        generation: generations.clickhouse,
      }).arn,
      postgresMonitorPasswordArn: this.secret("postgres-monitor-password", {
        description: "Password of who asks Postgres how migrations are",
        generation: generations.postgres,
      }).arn,
      projectSecretKeyArn: this.secret("project-secret-key", {
        description: "Secret half of the API key that the first project starts with",
        generation: generations.projectKey,
        startsWith: "sk-lf-",
      }).arn,
      ownerPasswordArn: this.secret("owner-password", {
        description: "Password with which Langfuse creates its first owner",
        // Langfuse takes it over once: another value here would be a password that does not work.
        generation: "irreplaceable",
      }).arn,
      userIdKeyArn: this.userIdKey().arn,
    };
  }

  /** Also where no gateway runs: one that comes and goes counts the same users as before. */
  private userIdKey(): GeneratedSecret {
    return this.secret("user-id-key", {
      description: "Hashes users' ids at the masking gateway; another one makes new users of all",
      // Stored traces keep the old hashes: with another key nobody is found under the ids of before.
      generation: "irreplaceable",
    });
  }

  private salt(): GeneratedSecret {
    return this.secret("salt", {
      description: "Hashes API keys; without it no API key is valid any more",
      // Langfuse stores keys as salted hashes only: with another salt it recognizes none of them.
      generation: "irreplaceable",
    });
  }

  private encryptionKey(): GeneratedSecret {
    return this.secret("encryption-key", {
      description: "Encrypts the model keys that users enter; without it they are lost",
      // Langfuse has one key and no way to re-encrypt: with another one it cannot read what it stored.
      generation: "irreplaceable",
      // 256 bits in hexadecimal, as Langfuse demands.
      alphabet: "hexadecimal",
      length: 64,
    });
  }

  private secret(
    id: string,
    props: Pick<GeneratedSecretProps, "description" | "generation"> & Partial<GeneratedSecretProps>,
  ): GeneratedSecret {
    const { prefix, keyArn, replica, protect } = this.props;
    return new GeneratedSecret(this, id, {
      name: `${prefix}/${id}`,
      keyArn,
      replica: id in secretsOfData ? replica : undefined,
      protect,
      // 286 bits, and within the 128 characters that Valkey allows.
      alphabet: "alphanumeric",
      length: 48,
      ...props,
    });
  }
}
