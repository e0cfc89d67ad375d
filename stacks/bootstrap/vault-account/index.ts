import { CreateServiceLinkedRoleCommand, IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Environment } from "../../../environments/schema";
import { accountOfCredentials, refuseOtherAccount } from "../../operator";
import { apply } from "../apply";
import { reachOf } from "../reach";
import { copySecrets, missingSecrets } from "./secrets";
import { vaultTemplate } from "./template";

/** What `npm run bootstrap -- <environment> --vault-account` was asked for. */
interface VaultAccountOptions {
  /** Profile of the environment's account.
   *  @default - no secret is copied */
  readonly secretsFrom: string | undefined;
  /** @default - nobody outside of the other account reads the copies */
  readonly restoreTo: string | undefined;
}

/** Prepares the account that keeps copies of an environment.
 *  @throws when the credentials, or those of the profile, are not of the account that they should be of */
export async function bootstrapVaultAccount(
  environment: Environment,
  { secretsFrom, restoreTo }: VaultAccountOptions,
): Promise<void> {
  const { name, region } = environment;
  const { vaultAccount: there, prefix } = reachOf(environment);
  if (!there)
    throw new Error(
      `environments/${name}.ts names no disasterRecovery.vaultAccount; name the account that is to keep copies`,
    );
  if (restoreTo !== undefined && !/^\d{12}$/.test(restoreTo))
    throw new Error(`'${restoreTo}' is not an account; --restore-to takes its 12 digits`);
  await refuseOtherAccount({ name, region, accountId: there.accountId });
  await makeServiceRoles(region);
  await apply(there.vault, vaultTemplate(environment, restoreTo), {
    ...environment,
    accountId: there.accountId,
  });
  const to = new SecretsManagerClient({ region });
  if (secretsFrom !== undefined) {
    await refuseOtherProfile(environment, secretsFrom);
    const from = new SecretsManagerClient({ region, profile: secretsFrom });
    for (const line of await copySecrets({ from, to, prefix, there })) console.log(line);
  }
  console.log(nextSteps(environment, await missingSecrets(to, there), restoreTo));
}

async function refuseOtherProfile({ name, region, accountId }: Environment, profile: string): Promise<void> {
  const account = await accountOfCredentials({ region, profile });
  if (account !== accountId)
    throw new Error(
      `profile '${profile}' is of account ${account}, but '${name}' runs in ${accountId}; ` +
        "--secrets-from takes a profile of that account",
    );
}

/** AWS Backup receives copies as its own role, and RDS with its own; an account that never used them has neither.
 *  @see https://docs.aws.amazon.com/aws-backup/latest/devguide/using-service-linked-roles-AWSServiceRoleForBackup.html */
async function makeServiceRoles(region: string): Promise<void> {
  const client = new IAMClient({ region });
  for (const service of ["backup.amazonaws.com", "rds.amazonaws.com"]) {
    const { Roles = [] } = await client.send(
      new ListRolesCommand({ PathPrefix: `/aws-service-role/${service}/` }),
    );
    if (Roles.length > 0) continue;
    await client.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: service }));
    console.log(`  + role of ${service}`);
  }
}

function nextSteps({ name }: Environment, missing: readonly string[], restoreTo: string | undefined): string {
  const secrets =
    missing.length === 0
      ? "secrets  all are there"
      : `secrets  missing: ${missing.join(", ")}; once '${name}' is deployed, run this again with --secrets-from PROFILE`;
  const readers = restoreTo
    ? `readers  account ${restoreTo}, until this runs without --restore-to`
    : "readers  nobody outside of this account";
  return `\n${secrets}\n${readers}`;
}
