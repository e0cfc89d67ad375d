import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { secretsOfData } from "../../../constructs/application-secrets";
import type { VaultAccount } from "../../../constructs/vault-account";

type Name = keyof typeof secretsOfData;

/** Every secret that restored data depends on. */
const NAMES = Object.keys(secretsOfData) as Name[]; // What TypeScript knows of the keys of a constant, it does not say.

/** The same secrets in the environment's account and in the other one. */
interface Places {
  readonly from: SecretsManagerClient;
  readonly to: SecretsManagerClient;
  /** First part of the names in the environment's account, without the slash that follows it. */
  readonly prefix: string;
  readonly there: VaultAccount;
}

/** Copies what restored data depends on, and shows no value. Secrets Manager replicates within an account only, and a role
 *  that may write into the other account, or read from it, would be a way in: so a person who administers both does it,
 *  once for what never changes. What is there is marked here, by a staging label on the value: the job
 *  `backup-verify-account` misses it on what nobody has copied.
 *  @returns a line for each secret
 *  @throws when one is missing, or is not what was copied although it never changes; that copy stays */
export async function copySecrets({ from, to, prefix, there }: Places): Promise<string[]> {
  const lines: string[] = [];
  for (const name of NAMES) {
    const original = `${prefix}/${name}`;
    const here = await read(from, original);
    if (here === undefined)
      throw new Error(`secret '${original}' does not exist; deploy the environment, then run this again`);
    const { value } = here;
    const copy = (await read(to, nameThere(there, name)))?.value;
    if (copy !== undefined && copy !== value && secretsOfData[name] === "irreplaceable")
      throw new Error(
        `secret '${original}' is not what was copied, and never changes; the copy is untouched. Find out who wrote the ` +
          "other value: stored data needs the copy",
      );
    if (copy === undefined) await make(to, there, name, value);
    else if (copy !== value)
      await to.send(new PutSecretValueCommand({ SecretId: nameThere(there, name), SecretString: value }));
    await mark(from, original, { stage: there.copiedStage, version: here.version });
    lines.push(`${copy === undefined ? "copied " : copy === value ? "same   " : "renewed"}  ${name}`);
  }
  return lines;
}

/** What has no copy yet, by name. */
export async function missingSecrets(to: SecretsManagerClient, there: VaultAccount): Promise<Name[]> {
  const found = await Promise.all(NAMES.map((name) => exists(to, nameThere(there, name))));
  return NAMES.filter((_, index) => !found[index]);
}

async function exists(client: SecretsManagerClient, SecretId: string): Promise<boolean> {
  const described = await client.send(new DescribeSecretCommand({ SecretId })).catch(ignoreMissing);
  return described !== undefined;
}

function nameThere({ prefix }: VaultAccount, name: Name): string {
  return `${prefix}/${name}`;
}

async function read(client: SecretsManagerClient, SecretId: string) {
  const found = await client.send(new GetSecretValueCommand({ SecretId })).catch(ignoreMissing);
  const { SecretString: value, VersionId: version } = found ?? {};
  return value === undefined ? undefined : { value, version };
}

/** One version has a label at a time; AWS wants to hear which one loses it. */
async function mark(
  client: SecretsManagerClient,
  SecretId: string,
  { stage, version }: { readonly stage: string; readonly version: string | undefined },
): Promise<void> {
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  const marked = Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]?.includes(stage));
  if (marked === version) return;
  await client.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: stage,
      MoveToVersionId: version,
      RemoveFromVersionId: marked,
    }),
  );
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof ResourceNotFoundException)) throw error;
}

async function make(
  client: SecretsManagerClient,
  there: VaultAccount,
  name: Name,
  value: string,
): Promise<void> {
  await client.send(
    new CreateSecretCommand({
      Name: nameThere(there, name),
      Description: `Copy of ${name}, on which restored data depends`,
      KmsKeyId: there.keyAliasArn,
      SecretString: value,
    }),
  );
}
