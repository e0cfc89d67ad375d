import type { Account } from "./account";

/** What `npm run bootstrap` makes and everything else finds by name. */
export interface BootstrapNames {
  /** Holds the Terraform state of every stack of the environment. */
  readonly stateBucket: string;
  /** Encrypts the state bucket; with the `alias/` prefix. */
  readonly stateKeyAlias: string;
  readonly stateKeyAliasArn: string;
  /** Assumed by the deployment workflow, after its reviewers agreed. */
  readonly deployRole: string;
  readonly deployRoleArn: string;
  /** Assumed by pull requests: reads configuration, changes nothing. */
  readonly planRole: string;
  readonly planRoleArn: string;
  /** Permissions boundary that every role of the platform carries. */
  readonly boundary: string;
  readonly boundaryArn: string;
}

/** The one definition of these names: the S3 backend, the roles and the bootstrap agree because they ask here. */
export function bootstrapNames(prefix: string, { accountId, region }: Account): BootstrapNames {
  const iam = `arn:aws:iam::${accountId}`;
  const stateKeyAlias = `alias/${prefix}-state`;
  const [deployRole, planRole, boundary] = [`${prefix}-deploy`, `${prefix}-plan`, `${prefix}-boundary`];
  return {
    // The account id makes the name globally unique.
    stateBucket: `${prefix}-state-${accountId}`,
    stateKeyAlias,
    stateKeyAliasArn: `arn:aws:kms:${region}:${accountId}:${stateKeyAlias}`,
    deployRole,
    deployRoleArn: `${iam}:role/${deployRole}`,
    planRole,
    planRoleArn: `${iam}:role/${planRole}`,
    boundary,
    boundaryArn: `${iam}:policy/${boundary}`,
  };
}
