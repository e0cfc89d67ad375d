import { type BootstrapNames, bootstrapNames } from "../../constructs/bootstrap-names";
import type { Statement } from "../../constructs/policy";
import type { Environment } from "../../environments/schema";

type Conditions = NonNullable<Statement["conditions"]>;

/** How far the permissions of one environment reach: its region, its names, its tags. */
export interface Reach {
  readonly environment: Environment;
  readonly prefix: string;
  readonly names: BootstrapNames;
  /** ARNs in the environment's region and account, for example `arns("rds", "db:langfuse-dev*")`. */
  readonly arns: (service: string, ...resources: readonly string[]) => readonly string[];
  /** For actions that AWS cannot limit to a resource. */
  readonly inRegion: Conditions;
  /** For resources without a name of ours: what Terraform tagged as this environment's. */
  readonly tagged: Conditions;
  /** For making such resources: the tag must come with the request. */
  readonly tagging: Conditions;
}

/** The reach of one environment. */
export function reachOf(environment: Environment): Reach {
  const { name, accountId, region } = environment;
  const prefix = `langfuse-${name}`;
  return {
    environment,
    prefix,
    names: bootstrapNames(prefix, environment),
    arns: (service, ...resources) =>
      resources.map((resource) => `arn:aws:${service}:${region}:${accountId}:${resource}`),
    inRegion: { StringEquals: { "aws:RequestedRegion": region } },
    tagged: {
      StringEquals: { "aws:ResourceTag/environment": name, "aws:ResourceTag/managed-by": "cdktf" },
    },
    tagging: { StringEquals: { "aws:RequestTag/environment": name, "aws:RequestTag/managed-by": "cdktf" } },
  };
}
