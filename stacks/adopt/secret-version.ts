import type { Adoption } from "./find";
import { isBlock, type Json } from "./json";
import { areOurs, byKey, ifThere, type Kind, named } from "./kinds/kind";
import { aliasOf, referencesOf, type Wanted } from "./plan";

export const SECRET_VERSION = "aws_secretsmanager_secret_version";

/** The value of a secret, which must neither be read nor written again: an import would read it into the state, and what the
 *  first value has encrypted no second one decrypts. A later generation than the first is another matter: what is there
 *  may be the one before, so a new value is written, as a rotation means to. */
export const SECRET_VERSIONS: Kind = named(
  SECRET_VERSION,
  ["secret_id", "secret_string_wo_version"],
  async (account, { secret_id, secret_string_wo_version }) => {
    const secret = await ifThere(account.aws.secrets.describeSecret({ SecretId: secret_id }));
    const stages = Object.entries(secret?.VersionIdsToStages ?? {});
    const current = stages.filter(([, labels]) => labels.includes("AWSCURRENT"));
    if (secret_string_wo_version !== "1") return [];
    return current.map(([version]) => ({
      importId: `${secret_id}|${version}`,
      attributes: { id: `${secret_id}|${version}`, arn: secret_id, secret_id, version_id: version },
      ours: areOurs(account, byKey(secret?.Tags)),
    }));
  },
);

/** A state, version 4, as it is written here. */
export interface WritableState {
  readonly serial: number;
  readonly resources: readonly Json[];
}

/** A state with the versions of secrets in it, as the interrupted run would have written them: without a value. */
export function withVersions<State extends WritableState>(
  state: State,
  versions: readonly Adoption[],
): State {
  const entries = versions.map(({ wanted, thing }) => ({
    mode: "managed",
    type: SECRET_VERSION,
    name: wanted.address.slice(SECRET_VERSION.length + 1),
    provider: ['provider["registry.terraform.io/hashicorp/aws"]', aliasOf(wanted.written) ?? []]
      .flat()
      .join("."),
    instances: [
      {
        schema_version: 0,
        attributes: attributesOf(wanted, thing.attributes),
        dependencies: referencesOf(wanted.written),
      },
    ],
  }));
  return { ...state, serial: state.serial + 1, resources: [...state.resources, ...entries] };
}

/** Every attribute that this version of the provider knows, and nothing that the plan does not say or that was not found. */
function attributesOf({ planned, unknown }: Wanted, found: Readonly<Record<string, Json>>) {
  const schema = { ...(isBlock(planned) ? planned : {}), ...(isBlock(unknown) ? unknown : {}) };
  const all: Record<string, Json> = { ...found, has_secret_string_wo: true, version_stages: ["AWSCURRENT"] };
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, all[name] ?? (value === true ? null : value)]),
  );
}
