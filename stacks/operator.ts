import { createInterface } from "node:readline/promises";
import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { environments } from "../environments";
import type { Environment } from "../environments/schema";

/** Runs what `npm run <script>` is for. An error is for the person who called it: its message, and no trace.
 *  @param failure exit code of a command that threw */
export function runCommand(
  command: (args: string[]) => Promise<void>,
  { failure }: { failure: number },
): void {
  command(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = failure;
  });
}

/** The environment that somebody named on the command line of `npm run <script>`.
 *  @throws when there is none of that name */
export function environmentNamed(name: string | undefined, script: string): Environment {
  const environment = environments.find((candidate) => candidate.name === name);
  if (environment) return environment;
  const known = environments.map((candidate) => candidate.name).join(", ");
  throw new Error(
    `'${name ?? ""}' is not an environment; run 'npm run ${script} -- NAME' with one of: ${known}`,
  );
}

/** @throws when the credentials belong to another account than the environment names */
export async function refuseOtherAccount(
  environment: Pick<Environment, "name" | "accountId" | "region">,
): Promise<void> {
  const refusal = otherAccount(environment, await accountOfCredentials(environment));
  if (refusal) throw new Error(refusal);
}

/** The account that the credentials belong to, or those of a profile.
 *  @throws with what to do when there are none, or AWS takes them no more */
export async function accountOfCredentials({
  region,
  profile,
}: Pick<STSClientConfig, "profile"> & Pick<Environment, "region">): Promise<string | undefined> {
  try {
    const { Account } = await new STSClient({ region, profile }).send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const asking = `aws sts get-caller-identity${profile ? ` --profile ${profile}` : ""}`;
    throw new Error(
      `nobody knows whose credentials yours are (${why}); sign in, for example with 'aws sso login', ` +
        `until '${asking}' prints your account`,
    );
  }
}

/** Why credentials for this account are not those of the environment; undefined when they are. */
export function otherAccount(
  { name, accountId }: Pick<Environment, "name" | "accountId">,
  account: string | undefined,
): string | undefined {
  if (account === accountId) return undefined;
  return (
    `your credentials are for account ${account}, but environments/${name}.ts says ${accountId}; ` +
    "choose the other profile with AWS_PROFILE, or correct the file"
  );
}

/** Asks for a sentence that says what is about to happen.
 *  @throws unless somebody types it */
export async function confirm(sentence: string): Promise<void> {
  console.log(`\nType '${sentence}' to go on.`);
  const reader = createInterface({ input: process.stdin });
  const { value: answer } = await reader[Symbol.asyncIterator]().next();
  reader.close();
  if (answer !== sentence) throw new Error(`'${answer ?? ""}' is not '${sentence}'; nothing was touched`);
}
