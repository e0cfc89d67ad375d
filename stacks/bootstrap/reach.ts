import { type BootstrapNames, bootstrapNames } from "../../constructs/bootstrap-names";
import type { Statement } from "../../constructs/policy";
import { type VaultAccount, vaultAccount } from "../../constructs/vault-account";
import type { Environment } from "../../environments/schema";

type Conditions = NonNullable<Statement["conditions"]>;

/** How far the permissions of one environment reach: its region, its names, its tags. */
export interface Reach {
  readonly environment: Environment;
  readonly prefix: string;
  readonly names: BootstrapNames;
  /** ARNs in the environment's region and account, for example `arns("rds", "db:langfuse-dev*")`. */
  readonly arns: (service: string, ...resources: readonly string[]) => readonly string[];
  /** The same, and those in the region of the copies, if there is one. */
  readonly arnsAndCopies: Reach["arns"];
  /** Where copies are kept in another account, if one is named. */
  readonly vaultAccount: VaultAccount | undefined;
  /** Its rules of EventBridge, wherever AWS tells of what happens to it. */
  readonly eventRules: readonly string[];
  /** For actions that AWS cannot limit to a resource. */
  readonly inRegion: Conditions;
  /** The same in either region, for what copies take. */
  readonly inRegions: Conditions;
  /** For resources without a name of ours: what Terraform tagged as this environment's. */
  readonly tagged: Conditions;
  /** For making such resources: the tag must come with the request. */
  readonly tagging: Conditions;
}

/** The reach of one environment. */
export function reachOf(environment: Environment): Reach {
  const { name, accountId, region } = environment;
  const prefix = `langfuse-${name}`;
  const regions = regionsOf(environment);
  const arnsIn =
    (...places: readonly string[]): Reach["arns"] =>
    (service, ...resources) =>
      places.flatMap((place) =>
        resources.map((resource) => `arn:aws:${service}:${place}:${accountId}:${resource}`),
      );
  return {
    environment,
    prefix,
    names: bootstrapNames(prefix, environment),
    arns: arnsIn(region),
    arnsAndCopies: arnsIn(...regions),
    vaultAccount: vaultAccountOf(environment),
    // What people do with IAM is told in us-east-1.
    eventRules: arnsIn(...new Set([...regions, "us-east-1"]))("events", `rule/${prefix}-*`),
    inRegion: { StringEquals: { "aws:RequestedRegion": region } },
    inRegions: { StringEquals: { "aws:RequestedRegion": regions } },
    tagged: {
      StringEquals: { "aws:ResourceTag/environment": name, "aws:ResourceTag/managed-by": "cdktf" },
    },
    tagging: { StringEquals: { "aws:RequestTag/environment": name, "aws:RequestTag/managed-by": "cdktf" } },
  };
}

/** The environment's own region, and that of its copies, if there is one. */
export function regionsOf({
  region,
  disasterRecovery,
}: Pick<Environment, "region" | "disasterRecovery">): string[] {
  return [region, ...(disasterRecovery ? [disasterRecovery.region] : [])];
}

/** Where an environment keeps copies in another account, if it names one. */
export function vaultAccountOf({
  name,
  region,
  disasterRecovery,
}: Pick<Environment, "name" | "region" | "disasterRecovery">): VaultAccount | undefined {
  const { accountId } = disasterRecovery?.vaultAccount ?? {};
  return accountId === undefined ? undefined : vaultAccount(`langfuse-${name}`, { accountId, region });
}
