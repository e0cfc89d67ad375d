import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

const TYPE = "aws_secretsmanager_random_password";

export interface RandomPasswordProps {
  /** `alphanumeric` survives in every URL; `hexadecimal` has the digits and `a` to `f` only. */
  readonly alphabet: "alphanumeric" | "hexadecimal";
  /** Characters; an alphanumeric one carries 5.9 bits, a hexadecimal one four. */
  readonly length: number;
}

/** A random value that AWS generates anew on every run and Terraform forgets: it reaches neither plan nor state.
 *  Only write-only arguments accept it. An element of its own because cdktf 0.21 knows no ephemeral blocks. */
export class RandomPassword extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: RandomPasswordProps,
  ) {
    super(scope, id);
  }

  /** Reference to the value, for a write-only argument. */
  get value(): string {
    return `\${ephemeral.${TYPE}.${this.friendlyUniqueId}.random_password}`;
  }

  override toTerraform(): object {
    const { alphabet, length } = this.props;
    const alphabetArguments =
      // GetRandomPassword has no alphabet of its own for hexadecimal digits: what is left over is one.
      alphabet === "hexadecimal"
        ? { exclude_uppercase: true, exclude_characters: "ghijklmnopqrstuvwxyz" }
        : {};
    return {
      ephemeral: {
        [TYPE]: {
          [this.friendlyUniqueId]: {
            password_length: length,
            exclude_punctuation: true,
            ...alphabetArguments,
          },
        },
      },
    };
  }
}
