import { ofType, type TerraformJson } from "../support/terraform-json";

/** Facts of the stacks outside the cluster that what runs inside must fit. */
export interface Surroundings {
  /** After which the load balancer closes a silent connection. */
  readonly idleTimeoutSeconds: number;
  /** Generated secrets whose value may hold a character that a URL reserves, by address. */
  readonly unsafeSecrets: readonly string[];
  readonly generatedSecrets: number;
}

/** Reads the facts from every stack of an environment. */
export function surroundingsOf(stacks: readonly TerraformJson[]): Surroundings {
  const balancers = stacks.flatMap((json) => ofType(json, "aws_lb"));
  const type = "aws_secretsmanager_random_password";
  const generated = stacks.flatMap((json) => ofType({ resource: json.ephemeral }, type));
  return {
    // 60 is what AWS uses when nothing is said.
    idleTimeoutSeconds: Math.max(
      60,
      ...balancers.map(({ arguments: { idle_timeout } }) => Number(idle_timeout ?? 60)),
    ),
    unsafeSecrets: generated
      .filter((secret) => secret.arguments.exclude_punctuation !== true)
      .map(({ address }) => address),
    generatedSecrets: generated.length,
  };
}
