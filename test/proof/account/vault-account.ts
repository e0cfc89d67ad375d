import type { Environment } from "../../../environments/schema";
import { vaultAccountOf } from "../../../stacks/bootstrap/reach";
import { vaultTemplate } from "../../../stacks/bootstrap/vault-account/template";
import type { Policy, ResourcePolicy } from "./policies";

/** What an account that keeps copies has, by ARN. */
export interface VaultArns {
  readonly accountId: string;
  readonly vault: string;
  readonly key: string;
  /** With the `alias/` prefix. */
  readonly keyAlias: string;
  readonly blobs: string;
  readonly backups: string;
}

/** Where an environment keeps copies in another account, if it does. */
export function vaultArns(environment: Environment): VaultArns | undefined {
  const there = vaultAccountOf(environment);
  return (
    there && {
      accountId: there.accountId,
      vault: there.vaultArn,
      key: there.keyArnPattern.replace("*", "00000000-0000-4000-8000-0000000ab50a"),
      keyAlias: there.keyAlias,
      blobs: `arn:aws:s3:::${there.bucket("blobs").bucket}`,
      backups: `arn:aws:s3:::${there.bucket("backups").bucket}`,
    }
  );
}

/** The policies that guard it. */
export function vaultGuards(environment: Environment): ResourcePolicy[] {
  const arns = vaultArns(environment);
  if (!arns) return [];
  const { Resources } = vaultTemplate(environment);
  const guard = (arn: string, id: string, property: string): ResourcePolicy => ({
    arn,
    name: `vault-account/${id}`,
    // The template is ours, and its documents are what `policyDocument` wrote.
    document: Resources[id]?.Properties[property] as Policy["document"],
  });
  return [
    guard(arns.key, "Key", "KeyPolicy"),
    guard(arns.vault, "Vault", "AccessPolicy"),
    guard(arns.blobs, "BlobsBucketPolicy", "PolicyDocument"),
    guard(arns.backups, "BackupsBucketPolicy", "PolicyDocument"),
  ];
}
