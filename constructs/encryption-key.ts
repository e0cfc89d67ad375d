import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import type { Account } from "./account";
import { policyDocument, type Statement } from "./policy";

export interface EncryptionKeyProps {
  readonly account: Account;
  /** Alias without the `alias/` prefix, for example `langfuse-prod-data`. */
  readonly name: string;
  /** What is lost when the key is lost. */
  readonly description: string;
  /** Statements for AWS services that encrypt on our behalf, here or in another account; principals of this account need
   *  only IAM.
   * @default - no service */
  readonly services?: readonly Statement[];
  /** Refuse to destroy the key. */
  readonly protect: boolean;
}

/** A customer-managed key that rotates every year and takes 30 days to delete.
 *  Cost: 1 USD a month, and another for each of the first two rotations (aws.amazon.com/kms/pricing, 2026-11). */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { accountId } = props.account;
    const key = new KmsKey(this, "key", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument([
        {
          // Without it nobody can administer the key, not even AWS support; it lets IAM policies decide.
          sid: "AccountAdministration",
          principal: { AWS: `arn:aws:iam::${accountId}:root` },
          actions: ["kms:*"],
          resources: ["*"],
        },
        ...(props.services ?? []),
      ]),
      lifecycle: { preventDestroy: props.protect },
    });
    new KmsAlias(this, "alias", { name: `alias/${props.name}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
