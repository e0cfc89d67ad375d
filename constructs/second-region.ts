import { Construct } from "constructs";
import type { Account } from "./account";
import { EncryptionKey } from "./encryption-key";

export interface SecondRegionProps {
  /** Of the copies. */
  readonly account: Account;
  /** First part of every name, for example `langfuse-prod-copies`. */
  readonly prefix: string;
  /** Refuse to destroy keys. */
  readonly protect: boolean;
}

/** Where copies of what holds data are kept, in a region of their own: what an environment of another name is made from when
 *  the first region is gone (`runbooks/procedures/lose-a-region.md`).
 *
 *  Keys of that region and no multi-region ones: whoever may use, change or delete a key there has no hold on the key here,
 *  and every service that copies encrypts anew. One for each purpose, as here, so that losing one loses one.
 *  Cost: 3 USD a month for keys (aws.amazon.com/kms/pricing, 2026-11). */
export class SecondRegion extends Construct {
  readonly region: string;
  readonly secretsKeyArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecondRegionProps,
  ) {
    super(scope, id);
    this.region = props.account.region;
    this.secretsKeyArn = this.keyArn("secrets", "Copies of the secrets that restored data depends on");
  }

  private keyArn(purpose: string, description: string): string {
    const { account, prefix, protect } = this.props;
    return new EncryptionKey(this, `${purpose}-key`, {
      account,
      name: `${prefix}-${purpose}`,
      description,
      protect,
    }).arn;
  }
}
