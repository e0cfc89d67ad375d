import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";
import { RandomPassword, type RandomPasswordProps } from "./random-password";

/** Another region that gets every value as soon as it is written. */
export interface SecretReplica {
  readonly region: string;
  /** A key of that region. */
  readonly keyArn: string;
}

export interface GeneratedSecretProps extends RandomPasswordProps {
  /** Path-like, for example `langfuse-prod/salt`; IAM policies select by its first part. */
  readonly name: string;
  /** What stops working when the value is lost. */
  readonly description: string;
  readonly keyArn: string;
  /** A new value is written when this number changes, and never otherwise. `irreplaceable` has one value for ever. */
  readonly generation: number | "irreplaceable";
  /** What the value starts with, so that people and scanners recognize it.
   * @default - the random characters alone */
  readonly startsWith?: string;
  /** @default - no other region knows it */
  readonly replica?: SecretReplica;
  /** Refuse to destroy the secret, and keep a deleted one for 30 days. */
  readonly protect: boolean;
}

/** A random value that only Secrets Manager holds: generated ephemerally, written write-only, read by whoever has the
 *  right to. One value per secret, because IAM grants by secret, and because writing one value of a shared document
 *  would write all of them anew.
 *  Cost: 0.40 USD a month, and as much for a replica (aws.amazon.com/secrets-manager/pricing). */
export class GeneratedSecret extends Construct {
  readonly arn: string;
  /** Changes with the value; whoever copies the value elsewhere names it, and so follows a rotation. */
  readonly versionId: string;

  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const secret = new SecretsmanagerSecret(this, "secret", {
      name: props.name,
      description: props.description,
      kmsKeyId: props.keyArn,
      replica: props.replica && [{ region: props.replica.region, kmsKeyId: props.replica.keyArn }],
      // Zero deletes at once: an environment that is made again takes the same names.
      recoveryWindowInDays: props.protect ? 30 : 0,
      lifecycle: { preventDestroy: props.protect },
    });
    const irreplaceable = props.generation === "irreplaceable";
    const version = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretStringWo: `${props.startsWith ?? ""}${new RandomPassword(this, "value", props).value}`,
      secretStringWoVersion: irreplaceable ? 1 : props.generation,
      // A new value is a new version: refusing to replace the version refuses the new value.
      lifecycle: { preventDestroy: props.protect && irreplaceable },
    });
    this.arn = secret.arn;
    this.versionId = version.versionId;
  }
}
