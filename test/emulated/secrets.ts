import type { Aws } from "./support/aws";

/** The current version of a secret. */
export interface Secret {
  readonly value: string;
  readonly version: string;
}

/** Every secret of the account by its name, the database's own among them. */
export async function secretsIn({ secrets }: Aws): Promise<Map<string, Secret>> {
  const { SecretList = [] } = await secrets.listSecrets({ MaxResults: 100 });
  const entries = SecretList.map(async ({ Name = "", ARN }) => {
    const { SecretString = "", VersionId = "" } = await secrets.getSecretValue({ SecretId: ARN });
    return [Name, { value: passwordIn(SecretString), version: VersionId }] as const;
  });
  return new Map(await Promise.all(entries));
}

/** RDS writes a user name beside its password. */
function passwordIn(text: string): string {
  return text.startsWith("{") ? JSON.parse(text).password : text;
}
