import type { DescribeSecretResponse } from "@aws-sdk/client-secrets-manager";
import type { Adoption } from "./find";
import { isBlock, type Json } from "./json";
import { type Account, areOurs, byKey, ifThere, type Kind, named } from "./kinds/kind";
import { aliasOf, referencesOf, type Wanted } from "./plan";
import { type State, type Tainted, withChanged } from "./states";

export const SECRET_VERSION = "aws_secretsmanager_secret_version";

/** The value of a secret, which must neither be read nor written again: an import would read it into the state, and what the
 *  first value has encrypted no second one decrypts. A later generation than the first is another matter: what is there
 *  may be the one before, so a new value is written, as a rotation means to. */
export const SECRET_VERSIONS: Kind = named(
  SECRET_VERSION,
  ["secret_id", "secret_string_wo_version"],
  async (account, { secret_id, secret_string_wo_version }) => {
    if (secret_string_wo_version !== "1") return [];
    const secret = await ifThere(account.aws.secrets.describeSecret({ SecretId: secret_id }));
    return currentOf(secret).map((version) => ({
      importId: `${secret_id}|${version}`,
      attributes: { id: `${secret_id}|${version}`, arn: secret_id, secret_id, version_id: version },
      ours: areOurs(account, byKey(secret?.Tags)),
    }));
  },
);

/** Those of tainted things that are values of secrets and have arrived whole: an interrupt hit Terraform between writing a
 *  value and reading it back. Nobody has to write a second one; and the entry of the first does not say yet that the value
 *  is write-only, so that whoever lets Terraform look at it, has the value in a plan and soon in the state
 *  (https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/secretsmanager/secret_version.go).
 *  Where that has happened the value is given up. */
export async function arrivedValues(tainted: readonly Tainted[], { aws }: Pick<Account, "aws">) {
  const values = tainted.filter(
    ({ type, attributes }) => type === SECRET_VERSION && !attributes.secret_string,
  );
  const judged = await Promise.all(
    values.map(async (value) => {
      const [SecretId, version = ""] = String(value.attributes.id).split("|");
      const secret = await ifThere(aws.secrets.describeSecret({ SecretId }));
      return currentOf(secret).includes(version) ? [value] : [];
    }),
  );
  return judged.flat();
}

function currentOf({ VersionIdsToStages = {} }: Pick<DescribeSecretResponse, "VersionIdsToStages"> = {}) {
  const versions = Object.entries(VersionIdsToStages);
  return versions.flatMap(([version, stages]) => (stages.includes("AWSCURRENT") ? [version] : []));
}

/** A state in which values that have arrived stand as the run would have written them that was interrupted. */
export function withArrived<Whole extends State>(state: Whole, values: readonly Tainted[]): Whole {
  const addresses = values.map(({ address }) => address);
  return withChanged(state, addresses, finished);
}

function finished({ status, ...instance }: State["resources"][number]["instances"][number]) {
  const { secret_id: arn, id } = instance.attributes;
  const found = { arn, version_id: String(id).split("|")[1] };
  return { ...instance, attributes: { ...instance.attributes, ...found, ...CURRENT } };
}

/** What every entry says that is the present value, and in no state. */
const CURRENT = { has_secret_string_wo: true, version_stages: ["AWSCURRENT"] };

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
  const all: Record<string, Json> = { ...found, ...CURRENT };
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, all[name] ?? (value === true ? null : value)]),
  );
}
