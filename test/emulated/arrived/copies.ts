import assert from "node:assert/strict";
import type { Environment } from "../../../environments/schema";
import type { Aws } from "../support/aws";
import type { Arrival } from "./arrival";

/** Without them restored data cannot be read, or nobody is let in. */
const COPIED = [
  "encryption-key",
  "nextauth-secret",
  "owner-password",
  "project-secret-key",
  "salt",
  "user-id-key",
];

/** What a second region holds, asked there. */
export const COPIES: readonly Arrival[] = [
  {
    name: "the second region can give every secret that restored data depends on, and no other",
    check: async (aws, environment) => {
      const there = thereOf(aws, environment);
      const { SecretList = [] } = await there.secrets.listSecrets({ MaxResults: 100 });
      assert.deepEqual(
        SecretList.map(({ Name }) => Name).sort(),
        COPIED.map((secret) => `langfuse-${environment.name}/${secret}`),
      );
      for (const SecretId of COPIED.map((secret) => `langfuse-${environment.name}/${secret}`)) {
        const [here, copy] = await Promise.all(
          [aws, there].map(({ secrets }) => secrets.getSecretValue({ SecretId })),
        );
        assert.equal(copy?.SecretString, here?.SecretString);
        const { ReplicationStatus = [] } = await aws.secrets.describeSecret({ SecretId });
        const key = await keyThere(there, environment, "secrets");
        assert.deepEqual(
          ReplicationStatus.map(({ KmsKeyId }) => KmsKeyId),
          [key],
        );
      }
    },
  },
];

function thereOf(aws: Aws, { name, disasterRecovery }: Environment): Aws {
  assert(disasterRecovery, `${name} has no second region`);
  return aws.in(disasterRecovery.region);
}

async function keyThere(there: Aws, { name }: Environment, purpose: string): Promise<string | undefined> {
  const { KeyMetadata } = await there.kms.describeKey({ KeyId: `alias/langfuse-${name}-copies-${purpose}` });
  return KeyMetadata?.Arn;
}
